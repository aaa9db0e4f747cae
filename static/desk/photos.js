"use strict";
// A chosen photo is shown at once; the editor is told what the form now says of the story's photos.
{
  const group = document.querySelector(".photo-rows");
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);

  window.storyPhotos = () =>
    [...group.querySelectorAll(".inline-related[data-number]")]
      .filter((row) => !field(row, "DELETE")?.checked)
      .map((row) => ({
        number: Number(row.dataset.number),
        thumb: row.querySelector("img.photo-input")?.getAttribute("src") ?? "",
        caption: field(row, "caption").value,
        credit: field(row, "credit").value,
      }));

  // A row as Django's own "add another" makes it, begun with what the server says of a photo it has.
  window.newPhotoRow = (photo) => {
    group.querySelector(".add-row a").click();
    const row = [...group.querySelectorAll(".inline-related:not(.empty-form)")].at(-1);
    const file = field(row, "photo");
    const picture = document.createRange().createContextualFragment(photo.picture);
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: `${file.name}-kept`, value: photo.kept });
    file.before(picture, kept);
    for (const name of ["caption", "credit", "alt"]) field(row, name).value = photo[name];
    const people = field(row, "in_picture");
    for (const one of photo.people) people.append(new Option(one.name, one.id, true, true));
    window.django.jQuery(people).trigger("change");
    field(row, "caption").dispatchEvent(new Event("change", { bubbles: true }));
    return row;
  };

  const showChosen = async (input) => {
    const box = input.parentElement;
    const file = input.files[0];
    const picture = file && await createImageBitmap(file, { resizeWidth: 480 }).catch(() => null);
    box.querySelector("canvas.chosen")?.remove();
    const before = box.querySelector("img.photo-input");
    if (before) before.hidden = Boolean(picture);
    if (!picture) return;
    const canvas = document.createElement("canvas");
    canvas.className = "chosen";
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d").drawImage(picture, 0, 0);
    input.before(canvas);
  };

  group?.addEventListener("change", (event) => {
    if (event.target.matches("input[type=file]")) showChosen(event.target);
    document.dispatchEvent(new Event("story-photos-changed"));
  });
}
