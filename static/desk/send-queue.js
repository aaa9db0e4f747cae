"use strict";
// Files that wait to be sent, kept in the browser's database until the server has them.
{
  const open = () => new Promise((done, failed) => {
    const request = indexedDB.open("photos-to-send", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files", { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  const act = async (mode, what) => {
    const base = await open();
    try {
      return await new Promise((done, failed) => {
        const transaction = base.transaction("files", mode);
        const request = what(transaction.objectStore("files"));
        transaction.oncomplete = () => done(request.result);
        transaction.onerror = transaction.onabort = () => failed(transaction.error);
      });
    } finally {
      base.close();
    }
  };

  window.sendQueue = {
    // Rejects where the browser keeps nothing (a private window, a full phone): the page then only warns.
    keep: (story, file) => act("readwrite", (files) => files.add({ story, file, name: file.name })),
    move: (from, to) => act("readwrite", (files) => {
      files.openCursor().onsuccess = ({ target: { result: cursor } }) => {
        if (!cursor) return;
        if (cursor.value.story === from) cursor.update({ ...cursor.value, story: to });
        cursor.continue();
      };
      return { result: null };
    }),
    // What is written of a photo before it is there.
    note: (id, words) => act("readwrite", (files) => {
      const found = files.get(id);
      found.onsuccess = () => { if (found.result) files.put({ ...found.result, words }); };
      return { result: null };
    }),
    drop: (id) => act("readwrite", (files) => files.delete(id)),
    waiting: async (story) => (await act("readonly", (files) => files.getAll())).filter((one) => one.story === story),
  };
}
