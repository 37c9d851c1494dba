/** Milliseconds that this process has had of the processor: what other programs do beside it does not count, as it does by the clock. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
