// Runs an asynchronous action at most once in an interval and never beside itself; asked meanwhile, it runs once more.

export function paced(action, millis) {
  let busy = false;
  let wanted = false;
  const run = async () => {
    if (busy) {
      wanted = true;
      return;
    }
    busy = true;
    wanted = false;
    await action();
    setTimeout(() => {
      busy = false;
      if (wanted) {
        run();
      }
    }, millis);
  };
  return run;
}
