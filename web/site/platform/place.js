// Where the files of this build are: beside the page. The single-file edition has them in it (single_file/place.js).
export const addressOf = (path) => path;
export const importGlue = () => import(document.getElementById('program-glue').href);
