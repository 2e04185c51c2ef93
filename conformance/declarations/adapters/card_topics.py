"""What the headings and labels of cards are about: the synonyms that authors use, and what each tells."""

from __future__ import annotations

import re
from enum import StrEnum

_NOT_WORDS = re.compile(r"[^\w&/+]+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*|[a-z]\)|appendix [a-z])\s+")
_TRIMMED = re.compile(r"\s+(?:optional|wip|draft)$")


class Topic(StrEnum):
    """What a section or a labelled line is about."""

    DESCRIPTION = "description"
    INTENDED_USE = "intended use"
    INTENDED_USERS = "intended users"
    OUT_OF_SCOPE = "out-of-scope use"
    LIMITATIONS = "limitations"
    TRAINING_DATA = "training data"
    DATA_PREPARATION = "data preparation"
    TRAINING = "training"
    EVALUATION = "evaluation"
    RED_TEAMING = "red teaming"
    ARCHITECTURE = "architecture"
    HARDWARE_REQUIREMENTS = "hardware requirements"
    ACCELERATORS = "accelerators"
    FOOTPRINT = "footprint"
    USAGE = "usage"
    LICENCE = "licence"
    LANGUAGES = "languages"
    CHANGES = "changes"
    CITATION = "citation"
    PEOPLE = "people"
    DEVELOPER = "developer"
    PROVIDER = "provider"
    BASE_MODEL = "base model"
    INPUT = "input"
    OUTPUT = "output"
    PARAMETERS = "parameters"
    TOKENS = "training tokens"
    CUTOFF = "end of data collection"
    RELEASED = "release date"
    VERSION = "version"
    EMISSIONS = "emissions"
    MODEL_NAME = "model name"
    CAPABILITIES = "capabilities"
    AGENT_TOOLS = "tool calling"
    FEEDBACK = "feedback"
    DATASET_NAME = "dataset"
    SOFTWARE = "software"
    ADDRESS = "address"


_EXACT: dict[Topic, str] = {
    Topic.DESCRIPTION: (
        "description|model description|overview|model overview|introduction|model summary|summary|model details"
        "|model information|about|about the model|about this model|what is it|what is this|tl dr|tldr|model|the model"
        "|model introduction|background|general information|short description|model info|details|model card|highlights"
    ),
    Topic.INTENDED_USE: (
        "intended use|intended uses|uses|direct use|direct uses|intended use cases|use cases|use case|primary use cases"
        "|primary intended uses|intended purpose|purpose|downstream use|downstream uses|applications|application|primary uses"
        "|intended uses & limitations|intended uses and limitations|intended use & limitations|intended usage|expected use"
        "|potential uses|suitable uses|recommended use|recommended uses|suggested use|commercial use|allowed uses"
    ),
    Topic.INTENDED_USERS: "intended users|primary intended users|target users|users|intended audience|target audience",
    Topic.OUT_OF_SCOPE: (
        "out of scope|out of scope use|out of scope uses|out of scope use cases|misuse|misuse and out of scope use"
        "|prohibited uses|prohibited use|misuse and malicious use|misuse malicious use and out of scope use|restricted uses"
        "|use restrictions|unsuitable uses|not intended use|not intended uses|uses out of scope|unintended use|unintended uses"
        "|disallowed uses|misuse/malicious use/out of scope use|out of scope and misuse|non intended use|excluded uses"
    ),
    Topic.LIMITATIONS: (
        "limitations|limitation|limitations and bias|limitations and biases|limitations & bias|limitations and risks"
        "|bias risks and limitations|bias risks & limitations|biases risks and limitations|risks and limitations"
        "|risk and limitations|risks limitations and biases|bias and limitations|known limitations|known issues|caveats"
        "|caveats and recommendations|ethical considerations and limitations|considerations and limitations"
        "|limitations and ethical considerations|limitations of the model|model limitations|technical limitations|bias|biases"
        "|fairness|ethical considerations|ethics|risks|risks and biases|risk|responsible ai considerations"
        "|technical limitations and bias|limitations and caveats|limitations and considerations|safety and limitations"
        "|important notes|warning|warnings|disclaimer|limitations bias risks|bias risks limitations"
    ),
    Topic.TRAINING_DATA: (
        "training data|training and evaluation data|pretraining data|pre training data|training dataset"
        "|training datasets|training corpus|pretraining corpus"
        "|pretraining corpora|pre training corpus|data|dataset|datasets|dataset specs|corpus|corpora|details of the dataset"
        "|train data|fine tuning data|finetuning data|data sources|training set|data source|dataset description"
        "|training data overview|data overview|sources of training data|data details|datasets used"
        "|training datasets and licences|学習データ|データセット|training dataset details|post training data|pretraining dataset"
        "|pre training dataset|pretraining datasets|data collection"
    ),
    Topic.DATA_PREPARATION: (
        "preprocessing|pre processing|data preprocessing|data processing|data preparation|data cleaning|data filtering"
        "|data curation|data pre processing|dataset preprocessing|annotation process|text preprocessing|cleaning|filtering"
    ),
    Topic.TRAINING: (
        "training procedure|training|training process|training details|training setup|training setting|pretraining|pre training"
        "|fine tuning|finetuning|model training|model fine tuning|training specs|training regime|training hyperparameters"
        "|hyperparameters|training configuration|training parameters|training method|training methodology|post training"
        "|pretraining details|training script|training strategy|pretraining procedure|fine tuning procedure|training recipe"
        "|fine tuning details|training and fine tuning|supervised fine tuning|fine tuning hyperparameters|training overview"
        "|training factors|optimizer|学習|training arguments|training information|finetuning details"
    ),
    Topic.EVALUATION: (
        "testing data|testing data factors metrics|evaluation|evaluations|evaluation results|eval results|results"
        "|performance|benchmark|benchmarks|benchmark performance"
        "|benchmark results|metrics|test results|test set results|evaluation metrics|model performance|benchmark scores|scores"
        "|testing data factors & metrics|testing data factors and metrics|validation results|experimental results|quality"
        "|downstream tasks|quantitative analyses|downstream results|eval|model evaluation|model benchmark|performance metrics"
        "|quantitative evaluation|performance results|accuracy|evaluation results and benchmarks|benchmark evaluation"
        "|quality analysis|results on test set|results comparison|test set metrics|metrics on evaluation set"
        "|automatic evaluation"
    ),
    Topic.RED_TEAMING: "red teaming|red team|adversarial testing|red teaming and testing",
    Topic.ARCHITECTURE: (
        "architecture|model architecture|model architecture and objective|model specs|model specifications"
        "|technical specifications|technical details|specifications|model structure|network architecture|model configuration"
        "|base model structure|model type|model design|model architecture overview|architecture details"
        "|characteristics of the model|network"
    ),
    Topic.HARDWARE_REQUIREMENTS: (
        "hardware requirements|system requirements|requirements|minimum requirements"
        "|supported hardware microarchitecture compatibility|supported hardware|hardware|inference hardware requirements"
        "|software requirements|prerequisites"
    ),
    Topic.ACCELERATORS: (
        "hardware type|training hardware|accelerators|accelerator|compute infrastructure|hardware used|hardware and software"
        "|gpus|compute resources|training infrastructure|environmental specs|compute|training compute|gpu|hardware for training"
    ),
    Topic.FOOTPRINT: (
        "environmental impact|carbon footprint|carbon emissions|co2 emissions|energy|environmental footprint|sustainability"
        "|training energy use|training greenhouse gas emissions|energy consumption|energy use|estimated carbon emissions"
    ),
    Topic.USAGE: (
        "how to use|usage|how to get started with the model|how to get started|getting started|quickstart|quick start"
        "|example usage|how to use the model|inference|instructions|use in transformers|usage in transformers|examples|example"
        "|model in action|use this ai model with docker model runner|using this model with docker model runner|how to"
        "|sample usage|sample code|use with transformers|inference example|usage example|usage examples"
        "|load model and tokenizer|load pretrained model|using the model|run the model|code example|code examples|deployment"
        "|installation|usage and examples|prompt template|chat template|prompt format|use|使い方|使用方法|inputs and outputs"
        "|input and output|sample|model usage|how to use it|how to load|load the model|demo"
    ),
    Topic.LICENCE: (
        "license|licence|licensing|license information|licensing information|terms of use|license/terms of use|ライセンス"
    ),
    Topic.LANGUAGES: (
        "language|languages|supported languages|language s|language s nlp|language nlp|languages supported|language support"
        "|multilingual support"
    ),
    Topic.CHANGES: "changelog|change log|release notes|updates|update|version history|news|model updates|history",
    Topic.CITATION: (
        "citation|citations|bibtex|how to cite|cite|citing|bibtex entry and citation info|reference|references|citation info"
        "|citation information|cite us|papers|paper|apa|reference s|bibtex citation|citing & authors|citing and authors"
        "|research paper|publication|publications|related work|bibliography|paper optional|cite this work"
    ),
    Topic.PEOPLE: (
        "contact|contacts|author|authors|model card authors|model card contact|model card author|acknowledgement"
        "|acknowledgements|acknowledgments|acknowledgment|team|contributors|questions|contact us|about us|created by|about me"
        "|maintainers|thanks|contact bugs feedback contribution and more|details and contact|contribution|contributions"
        "|contributors and authors|credits|where to send questions or comments about the model|support|shared by"
        "|model card maintainers|contact information|contributing|who am i|data laborers|funding|funded by"
    ),
    Topic.DEVELOPER: (
        "developed by|model developer|model developers|developer|developers|model creator|created by organisation|organization"
        "|organisation|developed and released by|publisher|maker|vendor|institution|original model developer"
    ),
    Topic.PROVIDER: "provider|model provider|provided by",
    Topic.BASE_MODEL: (
        "base model information"
        "|finetuned from model|fine tuned from model|finetuned from|fine tuned from|base model|base models|parent model"
        "|parent models|derived from|original model|backbone|finetuned from the model|foundation model|quantized from"
    ),
    Topic.INPUT: "input|inputs|input modality|input modalities|model input|input type|input types|input type s",
    Topic.OUTPUT: "output|outputs|output modality|output modalities|model output|output type|output types|output type s",
    Topic.PARAMETERS: (
        "parameters|number of parameters|model size|total parameters|params|parameter count|model parameters|number of params"
        "|参数量|パラメータ数|parameters total|n parameters|model parameter count"
    ),
    Topic.TOKENS: (
        "number of tokens|training tokens|tokens|token count|number of training tokens|total tokens|pretraining tokens"
        "|trained tokens|tokens trained"
    ),
    Topic.CUTOFF: (
        "cutoff date|knowledge cutoff|data freshness|training data cutoff|cutoff|cut off date|data cutoff|training cutoff"
        "|knowledge cutoff date|data cutoff date|freshness"
    ),
    Topic.RELEASED: (
        "release date|model release date|released|date released|publication date|model date|release|date of release"
    ),
    Topic.VERSION: "version|model version|release version|model version s",
    Topic.EMISSIONS: "carbon emitted|co2 emitted|co2 emissions in grams|carbon emitted tco2eq|emissions",
    Topic.MODEL_NAME: "model name|name of the model|model id",
    Topic.CAPABILITIES: (
        "capabilities|model capabilities|key features|features|capability|key capabilities|main features|strengths"
    ),
    Topic.AGENT_TOOLS: "tool calling|function calling|tool use",
    Topic.FEEDBACK: "feedback|reporting issues|user feedback",
    Topic.DATASET_NAME: "dataset name|training dataset name",
    Topic.SOFTWARE: "framework versions|software|library versions|versions|frameworks|software and libraries",
    Topic.ADDRESS: (
        "model sources|repository|model repository|repo|website|homepage|links|link|blog|blog post|project page|code"
        "|source code|github"
        "|demo link|related models|resources|more information|additional information|further information|glossary"
        "|table of contents|contents"
    ),
}
_BY_WORDS = {word: topic for topic, words in _EXACT.items() for word in words.split("|")}
_BY_PART: tuple[tuple[re.Pattern[str], Topic], ...] = tuple(
    (re.compile(pattern), topic)
    for pattern, topic in (
        (r"\bout of scope\b|\bmisuse\b|\bprohibited use", Topic.OUT_OF_SCOPE),
        (r"\bintended use\b|\bintended uses\b|\buse cases\b", Topic.INTENDED_USE),
        (r"\bintended users\b", Topic.INTENDED_USERS),
        (r"\blimitations?\b|\bcaveats\b|\bethical considerations\b|\bknown issues\b", Topic.LIMITATIONS),
        (r"\bred team", Topic.RED_TEAMING),
        (r"\benvironmental impact\b|\bcarbon\b|\bgreenhouse\b|\bco2 emissions\b", Topic.FOOTPRINT),
        (
            (
                r"\b(?:evaluation|benchmarks?|test(?:ing)? results|eval(?:uation)? results|results on|test set|metrics"
                r"|performance on)\b"
            ),
            Topic.EVALUATION,
        ),
        (r"\b(?:pre)?training (?:data|dataset|datasets|corpus|corpora)\b|\bdetails of the .*\bdatasets?\b", Topic.TRAINING_DATA),
        (r"\b(?:hyper ?parameters|training (?:procedure|details|setup|settings?|process))\b", Topic.TRAINING),
        (r"\bfine ?tuning\b", Topic.TRAINING),
        (r"\b(?:how to use|usage|getting started|quick ?start|model in action|use with)\b", Topic.USAGE),
        (r"\b(?:citation|bibtex|how to cite)\b", Topic.CITATION),
        (r"\b(?:contact|acknowledge?ments?)\b", Topic.PEOPLE),
        (r"\blicen[cs]e\b", Topic.LICENCE),
        (r"\bmodel architecture\b", Topic.ARCHITECTURE),
        (r"^details of (?:the )?(?:language )?model\b", Topic.DESCRIPTION),
    )
)


def letters_of(name: str) -> str:
    """Return a name in lower case without blanks and punctuation, to compare ways of writing it."""
    return _NOT_LETTERS.sub("", name.casefold())


def words_of(heading: str) -> str:
    """Return a heading or label as words alone: case folded, without marks, numbering and the number of a repetition."""
    text = heading.partition("#")[0] if "#" in heading[1:] else heading
    words = " ".join(_NOT_WORDS.sub(" ", text.casefold()).split()).strip("_/ ")
    return _TRIMMED.sub("", _NUMBERING.sub("", words))


def topic_of(heading: str, *, exact: bool = False) -> Topic | None:
    """Return what a heading or a label is about; None when it is none of the topics.

    Args:
        heading: as it stands there.
        exact: whether only a known synonym counts, and not a heading that holds one among other words.
    """
    words = words_of(heading)
    if topic := _BY_WORDS.get(words):
        return topic
    if exact or len(words) > 120:
        return None
    return next((topic for pattern, topic in _BY_PART if pattern.search(words)), None)
