// What a hand reaches: by turning the wheel, or drawing with a finger, and then hitting what is seen.

import assert from "node:assert/strict";

/** Where a control is: whole within its dialog and the window, and what is hit at its centre. */
const found = (control) => control.evaluate((one) => {
  const { left, top, right, bottom } = one.getBoundingClientRect();
  const within = (box) => top >= box.top - 1 && bottom <= box.bottom + 1 && left >= box.left - 1 && right <= box.right + 1;
  const dialog = one.closest("dialog");
  const window_ = { top: 0, left: 0, bottom: innerHeight, right: innerWidth };
  const hit = deepAt((left + right) / 2, (top + bottom) / 2);
  return within(window_) && within(dialog?.getBoundingClientRect() ?? window_) && one.contains(hit);
});

/** Turns the wheel over each part of the open dialog that moves, until the control is there to be pressed. */
export async function turnTo(page, control) {
  const parts = page.locator("dialog[open], dialog[open] :is(.sheet-body, .sheet-end)");
  for (let turn = 0; turn < 3; turn += 1) {
    for (let i = (await parts.count()) - 1; i >= 0; i -= 1) {
      if (await found(control)) return;
      const { x, y, height, width } = await parts.nth(i).boundingBox();
      const [over, under] = [x + width / 2, y + height / 2];
      const box = await control.boundingBox();
      await page.mouse.move(over, under);
      await page.mouse.wheel(0, box.y + box.height / 2 - under);
      // The wheel is heard after the next picture.
      for (let frame = 0; frame < 4; frame += 1) {
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    }
  }
  assert.ok(await found(control), `no wheel reaches "${await control.textContent()}"`);
}
