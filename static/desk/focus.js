"use strict";
// The point of a photo that every cut keeps in view: by a click, by arrow keys, or in the two number fields.
if (document.getElementById("focus")) {
  const box = document.getElementById("focus");
  const inputs = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));
  const cuts = box.querySelectorAll(".focus-cuts img");
  const picture = box.querySelector(".focus-picture");
  const within = (number) => Math.min(100, Math.max(0, Math.round(number)));
  let point = [Number(box.dataset.x), Number(box.dataset.y)];
  let marker;

  const show = () => {
    // As the page does it, in steps of five (`figures.position`); the cut for sharing to the hundredth.
    const [x, y] = point;
    const [roughX, roughY] = point.map((one) => 5 * Math.round(one / 5));
    for (const cut of cuts) {
      cut.style.objectPosition = cut.matches(".cut-share") ? `${x}% ${y}%` : `${roughX}% ${roughY}%`;
    }
    if (!marker) return;
    marker.style.left = `${x}%`;
    marker.style.top = `${y}%`;
    marker.setAttribute("aria-label", box.dataset.label.replace("[x]", x).replace("[y]", y));
  };

  const move = (x, y) => {
    point = [within(x), within(y)];
    inputs.forEach((input, index) => {
      if (input.value === String(point[index])) return;
      input.value = point[index];
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    show();
  };

  if (inputs.every(Boolean)) {
    marker = document.createElement("button");
    marker.type = "button";
    marker.className = "focus-marker";
    picture.append(marker);
    picture.classList.add("open");
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    marker.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 1;
      move(point[0] + far * step[0], point[1] + far * step[1]);
    });
    const follow = (event) => {
      const frame = picture.getBoundingClientRect();
      move(100 * (event.clientX - frame.left) / frame.width, 100 * (event.clientY - frame.top) / frame.height);
    };
    picture.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      marker.focus({ preventScroll: true });
      picture.setPointerCapture(event.pointerId);
      follow(event);
    });
    picture.addEventListener("pointermove", (event) => {
      if (picture.hasPointerCapture(event.pointerId)) follow(event);
    });
    const typed = () => {
      point = inputs.map((input) => within(input.value === "" ? 50 : Number(input.value)));
      show();
    };
    inputs.forEach((input) => input.addEventListener("input", typed));
    // A form that comes back with a mistake in it holds what was chosen.
    typed();
  }
  box.querySelector(".focus-cuts").hidden = false;
  show();
}
