/** Presses of buttons that are made twice. */

/** Return an action that is not begun again before it has ended. */
export function once(action) {
  let isBusy = false;
  return async () => {
    if (isBusy) {
      return;
    }
    isBusy = true;
    try {
      await action();
    } finally {
      isBusy = false;
    }
  };
}
