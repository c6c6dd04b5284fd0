"use strict";

// ReDoc's footer has its maker's logo from another host, which no option turns off and the page's policy refuses: such
// images are not asked for at all.
const image = HTMLImageElement.prototype;
const setAttribute = image.setAttribute;
const source = Object.getOwnPropertyDescriptor(image, "src");
const isForeign = (url) => !String(url).startsWith("data:") && new URL(url, location.href).origin !== location.origin;
image.setAttribute = function (name, value) {
    if (name !== "src" || !isForeign(value)) setAttribute.call(this, name, value);
};
Object.defineProperty(image, "src", {
    ...source,
    set(url) {
        this.hidden = isForeign(url);
        if (!this.hidden) source.set.call(this, url);
    },
});

Redoc.init(
    "/api/openapi.json",
    {
        disableGoogleFont: true,
        hideSchemaPattern: true,
        sortRequiredPropsFirst: true,
        theme: { typography: { fontFamily: "system-ui, sans-serif", headings: { fontFamily: "system-ui, sans-serif" } } },
    },
    document.getElementById("redoc")
);
