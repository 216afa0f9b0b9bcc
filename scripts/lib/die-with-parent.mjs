/**
 * Preloaded (`node --import`) into the programs we start: when the IPC channel to us closes,
 * because we were killed without a chance to tidy up, the program ends too.
 */
// A program's own workers inherit the preloading, and need their channel as it is: leave them be.
if (process.channel && process.env.KOPILKA_PARENT === String(process.ppid)) {
  process.once('disconnect', () => process.exit(1));
  // The channel alone must not keep a program alive that has finished.
  process.channel.unref();
}
