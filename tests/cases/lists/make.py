#!/usr/bin/env python3
"""Makes the lists beside it, byte for byte. Persons, companies and numbers are invented.
"""
import pathlib

HERE = pathlib.Path(__file__).parent
NAMES = "Nimi;Katuosoite;Postinumero;Postitoimipaikka\r\nPekka Mäkelä;Hämeenkatu 3;92100;Raahe\r\nÖrn Söderström;Åkervägen 2;65100;Närpiö\r\n"


def write(name, data):
    (HERE / name).write_bytes(data)


def texts():
    for page in ["cp437", "cp850", "cp858", "mac_roman", "cp1252", "latin_1"]:
        write(f"texts/{page}.csv", NAMES.encode(page))
    for page in ["cp1252", "cp850", "cp437", "mac_roman"]:
        write(f"texts/twice-{page}.csv", NAMES.encode().decode(page, "replace").encode() if page != "cp1252"
              else NAMES.encode().decode("latin_1").encode())
    head = "Nimi;Puhelin;Sähköposti\n"
    write("texts/twice-cells-only.csv", (head + "Pekka MÃ¤kelÃ¤;040 1;\nÅsa Öst;040 2;\n").encode())
    write("texts/quotes-of-windows.csv", ("Nimi;Katu\nOy ”Kahvila” Ab;Pohjoisesplanadi 1–3\nO’Hara;Ärtti 2\n").encode("cp1252"))
    write("texts/misread-before.csv", (head + "Pekka M„kel„;040 1;\nBo K\ufffde;040 2;\n").encode())
    write("texts/marks.csv", "Nimi;Puhelin;Postinumero\nBo Koe;'0401234567;=\"02100\"\nEva Koe;\"=\"\"0407654321\"\"\";\x1f92100\n".encode())
    write("texts/html.csv", "Nimi,Katu\nM&auml;kel&#228; &amp; Koe,&Ouml;stra 1\nR&D Oy,Katu 2\n".encode())
    write("texts/web-page.csv", b"<html><table><tr><td>Nimi</td></tr></table></html>\n")
    rubbish = ["#N/A", "#PUUTTUU!", "#REF!", "#VIITTAUS!", "########", "#NAME?", "#SAKNAS!", "#VÄRDEFEL!", "Err:502", "NULL", "null",
               "Null", "\\N", "NaN", "n/a", "2,02612E+11"]
    write("texts/rubbish.csv", ("Nimi;Puhelin\n" + "".join(f"Aino {at};{cell}\n" for at, cell in enumerate(rubbish))).encode())


def tables():
    rows = "Nimi{0}Katuosoite{0}Postinumero{0}Postitoimipaikka\nBo Koe{0}Rantakatu 1{0}92100{0}Raahe\n"
    for name, line, sign in [
        ("upper", "SEP=;", ";"), ("quoted", '"sep=,"', ","), ("resaved", "sep=;;;", ";"), ("tab-quoted", 'sep="\t"', "\t"), ("pipe", "sep=|", "|"),
        ("other-program", '"sep=;",,,', ","), ("empty", "sep=", ";"), ("spaced", "Sep = ;", ";"), ("unknown", "sep=^", "^"),
    ]:
        write(f"tables/sep-{name}.csv", f"{line}\n{rows.format(sign)}".encode())
    write("tables/pipe.csv", rows.format("|").encode())
    write("tables/title-above.csv", ("Asiakasluettelo\nTesti Oy, 30.11.2026\n\n" + rows.format(",")).encode())
    write("tables/criteria-above.csv", ("Asiakas;kaikki\nPäivämäärä;30.11.2026\n" + rows.format(";")).encode())
    write("tables/open-title-above.csv", "Avoimet laskut;;;\nTesti Oy;;;\n;;;\nAsiakas;Laskun numero;Eräpäivä;Avoinna\nBo Koe;1;15.9.2026;310,00\n;;Yhteensä;310,00\n".encode())
    write("tables/header-again.csv", (rows.format(";") + rows.format(";") + "Yhteensä 2 asiakasta;;;\nTotal;;;2\nYhteensä Oy;Katu 1;92100;Raahe\n").encode())
    write("tables/header-changes.csv", (rows.format(";") + "Postinumero;Nimi;Katuosoite;Postitoimipaikka\n92100;Eva;Katu 2;Raahe\n").encode())


texts()
tables()
