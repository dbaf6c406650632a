package io.microtape.standalone.command;

import picocli.CommandLine.Command;

/** Groups what is asked of the vendor beside captures. */
@Command(name = "vendor", mixinStandardHelpOptions = true, description = "Ask the vendor what the key can do.")
final class VendorCommand {}
