"""``bench_dispatch``: small instances whose answer is known, and files that are none."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

VRPLIB = """NAME : four
TYPE : CVRPTW
DIMENSION : 4
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 2 2
4 0 5
DEMAND_SECTION
1 0
2 5
3 5
4 5
TIME_WINDOW_SECTION
1 0 100
2 0 100
3 0 100
4 0 100
DEPOT_SECTION
1
-1
EOF
"""
SOLOMON = """four

VEHICLE
NUMBER     CAPACITY
  2          10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME
    0      0   0   0   0  100  0
    1      1   1   5   0  100  10
    2      2   2   5   0  100  10
    3      0   5   5   0  100  10
"""


@pytest.fixture
def run(tmp_path):
    def solved(text: str | bytes, *options: str) -> dict:
        path, out = tmp_path / "instance", StringIO()
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        few = ("--seconds", "0.3", "--processes", "1")
        call_command("bench_dispatch", str(path), *few, "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    return solved


@pytest.mark.parametrize("text", [VRPLIB, SOLOMON])
def test_distances_are_truncated_to_one_decimal(run, text):
    answer = run(text)
    assert answer.pop("seconds") < 60
    assert answer == {"distance": 14.2, "vehicles": 2, "feasible": True}


def test_searches_side_by_side_end_in_the_best_of_them(run):
    assert run(VRPLIB, "--processes", "2", "--seconds", "2")["distance"] == 14.2


@pytest.mark.parametrize("number", ["0", "65"])
def test_a_number_of_processes_that_cannot_be_gets_a_sentence(run, number):
    with pytest.raises(CommandError, match="--processes"):
        run(VRPLIB, "--processes", number)


@pytest.mark.filterwarnings("ignore:\\s*A penalty parameter")
def test_an_instance_without_a_way_says_so(run):
    answer = run(VRPLIB.replace("4 0 100\n", "4 0 2\n"))
    assert (answer["feasible"], answer["distance"]) == (False, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "neither a VRPLIB nor a Solomon"),
        (b"\xff\xfe\x00", "not text"),
        (b"x" * 2_000_001, "too large"),
        (VRPLIB.replace("EUC_2D", "EXPLICIT"), "EUC_2D"),
        (VRPLIB.replace("3 2 2", "3 2 nan"), "Numbers were expected"),
        (VRPLIB.replace("3 2 2", "3 2 1e300"), "Numbers were expected"),
        (VRPLIB.replace("3 2 2", "2 2 2"), "repeats a node"),
        (VRPLIB.replace("3 2 2", "3 2"), "not complete"),
        (VRPLIB.replace("3 2 2\n", ""), "the same nodes"),
        (VRPLIB.replace("VEHICLES : 2", "VEHICLES : 999999"), "vehicles"),
        (VRPLIB.replace("4 0 100\n", "4 90 10\n"), "cannot be"),
        (VRPLIB.replace("1\n-1\n", "9\n-1\n"), "one node"),
        (VRPLIB[: VRPLIB.index("TIME_WINDOW")], "TIME_WINDOW_SECTION is missing"),
        ("1 2\n3 4\n", "neither a VRPLIB nor a Solomon"),
    ],
)
def test_a_file_that_is_no_instance_gets_a_sentence(run, text, words):
    with pytest.raises(CommandError, match=words):
        run(text)


def test_a_missing_file_and_no_time_get_a_sentence(run, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("bench_dispatch", str(tmp_path / "none"))
    with pytest.raises(CommandError, match="--seconds"):
        run(VRPLIB, "--seconds", "nan")
