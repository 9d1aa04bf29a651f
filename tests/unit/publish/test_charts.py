import xml.etree.ElementTree as ET

from publish.charts import lines, paired_bars


def test_names_are_escaped_and_numbers_are_norwegian() -> None:
    svg = lines({"<b>Heim</b>": [(2020, 5941.0), (2026, 60075.0)]}, {"<b>Heim</b>": "<b>Heim</b>"}, from_zero=False)
    assert "<b>" not in svg
    words = {element.text for element in ET.fromstring(svg).iter() if element.text}
    assert "<b>Heim</b>" in words
    assert "20\u00a0000" in words


def test_a_series_of_one_year_and_one_of_zeros_can_be_drawn() -> None:
    assert "Heim" in lines({"Heim": [(2026, 7.0)], "Fylket": []}, {"Heim": "Heim"}, from_zero=True)
    assert "Heim" in lines({"Heim": [(2025, 0.0), (2026, 0.0)]}, {"Heim": "Heim"}, from_zero=True)


def test_bars_have_labels() -> None:
    rows = [{"group": "0 år", "period": "2026", "value": 0.8, "label": "0,8"}]
    assert "0,8" in paired_bars(rows, ["0 år"], ["2026"])
