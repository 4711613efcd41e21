"""Which classes of Keras an experiment may name, module by module."""

OFFERED = {
    "layers": """
        Activation ActivityRegularization AlphaDropout AveragePooling1D AveragePooling2D
        BatchNormalization Conv1D Conv2D Dense Dropout ELU Embedding Flatten GRU GaussianDropout
        GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D
        GlobalMaxPooling2D GroupNormalization LSTM LayerNormalization LeakyReLU MaxPooling1D
        MaxPooling2D PReLU Permute RMSNormalization ReLU RepeatVector Rescaling Reshape SimpleRNN
        Softmax SpatialDropout1D SpatialDropout2D UnitNormalization
        """,
    "optimizers": """
        Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion Muon Nadam RMSprop SGD
        ScheduleFreeAdamW
        """,
    "losses": """
        BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy
        CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy CategoricalHinge
        CosineSimilarity Dice Hinge Huber KLDivergence LogCosh MeanAbsoluteError
        MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
        SparseCategoricalCrossentropy SquaredHinge Tversky
        """,
    "metrics": """
        AUC Accuracy BinaryAccuracy BinaryCrossentropy CategoricalAccuracy CategoricalCrossentropy
        CategoricalHinge ConcordanceCorrelation CosineSimilarity F1Score FBetaScore FalseNegatives
        FalsePositives Hinge KLDivergence LogCoshError MeanAbsoluteError
        MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError
        PearsonCorrelation Poisson Precision PrecisionAtRecall R2Score Recall RecallAtPrecision
        RootMeanSquaredError SensitivityAtSpecificity SparseCategoricalAccuracy
        SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SpecificityAtSensitivity
        SquaredHinge TopKCategoricalAccuracy TrueNegatives TruePositives
        """,
    "activations": """
        celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear
        log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus
        softsign sparse_plus sparse_sigmoid sparsemax squareplus tanh tanh_shrink
        """,
    "initializers": """
        Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal LecunUniform
        Ones Orthogonal RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros
        """,
    "regularizers": "L1 L1L2 L2 OrthogonalRegularizer",
    "constraints": "MaxNorm MinMaxNorm NonNeg UnitNorm",
}
"""Left out: layers that wrap others or take several inputs, optimizers that wrap others, losses and
metrics that segment images, embed or align sequences, activations that change the shape.
"""

ENCODINGS = {
    "Accuracy": ["binary", "one_hot", "index"],
    "CategoricalGeneralizedCrossEntropy": ["index"],
}
"""How labels are encoded for the classes whose name does not tell. `Accuracy` stands for Keras's
"accuracy", which becomes the one that fits the labels.
"""
