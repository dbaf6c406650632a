package io.microtape.standalone.command;

import picocli.CommandLine.Command;

/** Groups what is asked of the vendor beside captures. */
@Command(name = "vendor", mixinStandardHelpOptions = true, description = "Ask the vendor what the key can do.", subcommands = VendorCheckCommand.class, footer = {
        "", "Example:", "  microtape vendor check"})
final class VendorCommand {}
