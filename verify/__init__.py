"""An independent recomputation of `mart.figure` from the archive, for `grunnlag verify`.

It imports only `catalogue`: what is read, decoded, regrouped and computed here shares no code with `transform` and
`warehouse`, so that a fault in them shows as a difference. It is plain rather than quick.
"""
