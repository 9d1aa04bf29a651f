"""FHI's open statistics API on this machine, with the sample's tables and those in folders that a test adds.

Established, with the source:
- the routes, in either case of `Table`; `modifiedAfter`; the filters `item`, `top` and `all` with `*`; `maxRowCount`, above
  which a request is refused; 400 and 404 with the reason in the field `status`: FHI's user guide, on GitHub in
  folkehelseinstituttet/Fhi.Statistikk.OpenAPI;
- the fields of each answer: the models of the C# sample there, and answers that iamkm1/Norway-Open-Data has kept, also
  with `extension.flags`, null and ":" among the values, and a null `modifiedAt`;
- `bottom`, which gives the last categories, and so the newest periods; 405 for a GET of data; 400 for a request that
  leaves out a dimension, with the sentence used here; regions in one dimension of country, counties, municipalities, city
  districts (6 digits) and parts of municipalities (10): measured by terchris/atlas in September 2026;
- the byte order mark before the figures: measured by hmelberg/kapasitet in September 2026;
- periods as `2024_2024` and `2022_2024`, and the dimensions and codes that our catalogue asks for: requests that
  evensrii/Telemark and terchris/atlas send to FHI (each table's file says what is assumed about it).

Assumed, because no record says so: that a table never modified counts as modified when it was published; the words of
all errors except one, and that an unknown code or filter is an error at all; that other answers have no byte order
mark; that `maxRowCount` counts cells; that school years and seasons are written like other periods; that there is no
limit on requests.

Left out, because our client never asks for it: the formats csv2, csv3 and parquet, answered 400; `metadata/lastUpdated`.
"""
