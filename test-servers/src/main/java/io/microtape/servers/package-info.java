/** The real servers that tests start, each on a port that the system chose, with its data in a folder of the test. */
package io.microtape.servers;
