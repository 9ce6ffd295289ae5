"""The rows of losses."""

from nn_table import Row

X = "randn(5, 4)"
LOGS = "randn(5, 4).log_softmax(1)"
CLASS = "randint(4, (5,))"
PAIR = "randn(5, 4), randn(5, 4)"
SIGNS = "fixed(randint(2, (5, 4)) * 2.0 - 1)"
BITS = "fixed(randint(2, (5, 4)) * 1.0)"
SIGN = "fixed(randint(2, (5,)) * 2 - 1)"
CTC = (
    "leaf(randn(9, 3, 5)).log_softmax(2), randint(1, 5, (3, 4)),"
    " tensor([9, 8, 7]), tensor([4, 2, 3])"
)

# The arguments of every loss's call, with which each is reduced in three ways.
CALLS = {
    "L1Loss": PAIR,
    "NLLLoss": f"{LOGS}, {CLASS}",
    "PoissonNLLLoss": f"{X}, fixed(rand(5, 4) * 9)",
    "GaussianNLLLoss": f"{PAIR}, rand(5, 4)",
    "KLDivLoss": f"{LOGS}, rand(5, 4)",
    "MSELoss": PAIR,
    "BCELoss": "rand(5, 4), fixed(rand(5, 4))",
    "BCEWithLogitsLoss": f"{X}, rand(5, 4)",
    "HingeEmbeddingLoss": f"{X}, {SIGNS}",
    "MultiLabelMarginLoss": "randn(2, 4), tensor([[3, 0, -1, 1], [2, -1, 0, 0]])",
    "SmoothL1Loss": PAIR,
    "HuberLoss": PAIR,
    "SoftMarginLoss": f"{X}, {SIGNS}",
    "CrossEntropyLoss": f"{X}, {CLASS}",
    "MultiLabelSoftMarginLoss": f"{X}, {BITS}",
    "CosineEmbeddingLoss": f"{PAIR}, {SIGN}",
    "MarginRankingLoss": f"randn(5), randn(5), {SIGN}",
    "MultiMarginLoss": f"{X}, {CLASS}",
    "TripletMarginLoss": f"{PAIR}, {X}",
    "TripletMarginWithDistanceLoss": f"{PAIR}, {X}",
    "CTCLoss": CTC,
}
OLD = [name for name in CALLS if name not in ("GaussianNLLLoss", "HuberLoss", "CTCLoss")]
OLD.remove("TripletMarginWithDistanceLoss")

ROWS = [
    *(
        Row(f"{name}(reduction={how!r})", inputs)
        for name, inputs in CALLS.items()
        for how in ("none", "sum")
    ),
    *(Row(f"{name}()", inputs) for name, inputs in CALLS.items()),
    *(Row(f"{name}(reduction='all')", inputs, bad=True) for name, inputs in CALLS.items()),
    *(Row(f"{name}(size_average=False)", CALLS[name], warns=True) for name in OLD),
    *(Row(f"{name}(reduce=False, reduction='sum')", warns=True) for name in OLD),
    Row("MSELoss(True, False)", PAIR, warns=True),
    Row("MSELoss(True, True)", PAIR, warns=True),
    Row("MSELoss()", "randn(5, 4), randn(5, 1)", warns=True),
    Row("L1Loss()", "randn(5, 4), randn(5, 3)", bad=True),
    Row("NLLLoss(weight=rand(4))", f"{LOGS}, {CLASS}"),
    Row("NLLLoss(rand(4), ignore_index=2)", f"{LOGS}, {CLASS}"),
    Row("NLLLoss()", "randn(2, 3, 4, 5), randint(3, (2, 4, 5))"),
    Row("NLLLoss()", f"{LOGS}, tensor([4, 0, 0, 0, 0])", bad=True),
    Row("NLLLoss2d()", "randn(2, 3, 4, 5), randint(3, (2, 4, 5))", warns=True),
    Row("PoissonNLLLoss(log_input=False, full=True)", "rand(5), fixed(rand(5) * 9)"),
    Row("PoissonNLLLoss(full=True, eps=1e-4)", "rand(5), fixed(rand(5) * 9)"),
    Row("GaussianNLLLoss(full=True, eps=0.5)", f"{PAIR}, rand(5, 1)"),
    Row("GaussianNLLLoss()", f"{PAIR}, -rand(5, 4)", bad=True),
    Row("GaussianNLLLoss(True)", bad=True),
    Row("KLDivLoss(reduction='batchmean')", f"{LOGS}, rand(5, 4)"),
    Row("KLDivLoss(reduction='sum', log_target=True)", f"{LOGS}, {LOGS}"),
    Row("BCELoss(weight=rand(4))", "rand(5, 4), fixed(rand(5, 4))"),
    Row("BCELoss()", "rand(5, 4) + 1, fixed(rand(5, 4))", bad=True),
    Row("BCELoss()", "rand(5, 4), fixed(rand(5))", bad=True),
    Row("BCEWithLogitsLoss(pos_weight=rand(4))", f"{X}, rand(5, 4)"),
    Row("BCEWithLogitsLoss(rand(5, 1), None, None, 'sum', rand(4))", f"{X}, rand(5, 4)"),
    Row("BCEWithLogitsLoss()", "randn(5), rand(4)", bad=True),
    Row("HingeEmbeddingLoss(margin=0.5)", f"{X}, {SIGNS}"),
    Row("SmoothL1Loss(beta=0.5)", PAIR),
    Row("SmoothL1Loss(beta=0.0)", PAIR),
    Row("SmoothL1Loss(beta=-1.0)", PAIR, bad=True),
    Row("HuberLoss(delta=0.3)", PAIR),
    Row("HuberLoss('sum', 2)", PAIR),
    Row("HuberLoss(delta='1')", bad=True),
    Row("HuberLoss(delta=0)", PAIR, bad=True),
    Row("CrossEntropyLoss(weight=rand(4), label_smoothing=0.1)", f"{X}, {CLASS}"),
    Row("CrossEntropyLoss(ignore_index=1)", f"{X}, {CLASS}"),
    Row("CrossEntropyLoss(label_smoothing=0.2)", f"{X}, fixed(rand(5, 4))"),
    Row("CrossEntropyLoss()", "randn(2, 3, 4), randint(3, (2, 4))"),
    Row("CrossEntropyLoss()", "randn(4), tensor(2)"),
    Row("CrossEntropyLoss(label_smoothing=1.5)", f"{X}, {CLASS}", bad=True),
    Row("CrossEntropyLoss()", f"{X}, tensor([4, 0, 0, 0, 0])", bad=True),
    Row("CrossEntropyLoss()", f"{X}, {CLASS}[:3]", bad=True),
    Row("MultiLabelSoftMarginLoss(weight=rand(4))", f"{X}, {BITS}"),
    Row("CosineEmbeddingLoss(margin=0.2)", f"{PAIR}, {SIGN}"),
    Row("MarginRankingLoss(0.3)", f"randn(5), randn(5), {SIGN}"),
    Row("MultiMarginLoss(p=2, margin=0.5, weight=rand(4))", f"{X}, {CLASS}"),
    Row("MultiMarginLoss(p=3)", bad=True),
    Row("MultiMarginLoss(weight=rand(4, 1))", bad=True),
    Row("TripletMarginLoss(0.5, p=1, swap=True)", f"{PAIR}, {X}"),
    Row("TripletMarginLoss(margin=0.0)", bad=True),
    Row("TripletMarginWithDistanceLoss(margin=-1.0)", bad=True),
    Row(
        "TripletMarginWithDistanceLoss(distance_function=F.pairwise_distance, swap=True)",
        f"{PAIR}, {X}",
    ),
    Row("CTCLoss(blank=4, reduction='sum')", CTC.replace("randint(1, 5", "randint(4")),
    Row("CTCLoss(zero_infinity=True)", CTC.replace("9, 8, 7", "9, 2, 2")),
    Row("CTCLoss()", CTC.replace("tensor([9", "([9").replace("tensor([4", "([4")),
    Row("CTCLoss()", "leaf(randn(9, 5)).log_softmax(1), tensor([1, 2]), tensor(9), tensor(2)"),
    Row("CTCLoss()", CTC.replace("9, 8, 7", "9, 8"), bad=True),
]
