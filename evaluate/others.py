"""The published scorers that Weir's are measured beside, on the same rows in the same order, with their default settings.

Each is a function (matrix, start, stream, seed) that gives the scores of the rows `stream` and the seconds that took.
"""
import time

import numpy as np
from pyod.models.copod import COPOD
from pyod.models.ecod import ECOD
from pyod.models.iforest import IForest
from river.anomaly import HalfSpaceTrees
from river.compose import Pipeline
from river.preprocessing import MinMaxScaler

# ECOD and COPOD take the rows that are scored together into their distributions. All at once they would know the future, and
# call common what most of it is; so they see the stream in batches of so small a part of the rows that initialised.
BATCH = 1 / 32


def pyod(make, batch=None):
    """A scorer by a pyod model, fitted on the initialising rows. It does not learn on."""
    def scored(matrix, start, stream, seed):
        began = time.perf_counter()
        model = make(seed).fit(matrix[start])
        size = max(int(len(start) * batch), 1) if batch else len(stream)
        scores = [model.decision_function(matrix[stream[at:at + size]]) for at in range(0, len(stream), size)]
        return np.concatenate(scores), time.perf_counter() - began
    return scored


def river(matrix, start, stream, seed):
    """Half-space trees on values scaled to 0…1 by what was seen; they learn the initialising rows, and each row once scored."""
    model = Pipeline(MinMaxScaler(), HalfSpaceTrees(seed=seed))
    names = [str(column) for column in range(matrix.shape[1])]
    for row in start:
        model.learn_one(dict(zip(names, matrix[row].tolist())))
    scores, began = np.zeros(len(stream)), time.perf_counter()
    for at, row in enumerate(stream):
        values = dict(zip(names, matrix[row].tolist()))
        scores[at] = model.score_one(values)
        model.learn_one(values)
    return scores, time.perf_counter() - began


IFOREST, ECOD_, COPOD_, RIVER = "pyod IForest", "pyod ECOD", "pyod COPOD", "river HalfSpaceTrees"
OTHERS = {
    IFOREST: pyod(lambda seed: IForest(random_state=seed)), ECOD_: pyod(lambda seed: ECOD(), BATCH),
    COPOD_: pyod(lambda seed: COPOD(), BATCH), RIVER: river,
}
# On KDD99's half a million rows, unless all are asked for: slow models that do not learn score every fiftieth row, the slow one
# that does the first rows.
SPARSE = {ECOD_: slice(None, None, 50), COPOD_: slice(None, None, 50), RIVER: slice(100_000)}
