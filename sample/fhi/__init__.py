"""FHI's open statistics API on this machine, with the sample's tables and those of folders that a test names.

Established, and by whom:
- the routes, in either case of `Table`; `modifiedAfter`; the filters `item`, `top` and `all` with `*`; `maxRowCount`, above
  which a request is refused; 400 and 404 with the reason in the field `status`: FHI's user guide, on GitHub in
  folkehelseinstituttet/Fhi.Statistikk.OpenAPI;
- the fields of each answer: the models of the C# sample there, and answers that iamkm1/Norway-Open-Data has kept, those
  with `extension.flags`, null and ":" among the values, and `modifiedAt` null among them;
- `bottom`, which gives the last categories, so the newest periods; a GET of data is 405; a request that leaves out a
  dimension is 400, with the sentence used here; regions in one dimension of country, counties, municipalities, city
  districts (6 digits) and parts of municipalities (10): measured by terchris/atlas in September 2026;
- the byte order mark before the figures: measured by hmelberg/kapasitet in September 2026;
- periods as `2024_2024` and `2022_2024`, and the dimensions and codes that our catalogue asks for: requests that
  evensrii/Telemark and terchris/atlas send to FHI (what is assumed of a table stands in its file).

Assumed, because nobody has told: that a table never modified counts as modified when it was published; the words of
the errors but one, and that an unknown code or filter is an error at all; that other answers have no byte order mark;
that `maxRowCount` counts cells; that school years and seasons are written as other periods are; that there is no
limit on requests.

Left out, since no client of ours asks for it: the formats csv2, csv3 and parquet, answered 400; `metadata/lastUpdated`.
"""
