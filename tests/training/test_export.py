import json
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def test_an_exported_model_agrees_with_its_original(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    import numpy as np
    from tokenizers import Tokenizer, models, pre_tokenizers

    from narratives.judging.models.nli import EmbeddedNli
    from narratives.training.encoder import Encoder, save
    from narratives.training.export import export
    from narratives.training.fitting import predict

    words = ["<s>", "<pad>", "</s>", "<unk>", *"the dam army village left fell holds not is . a".split()]
    base = tmp_path / "base"
    base.mkdir()
    (base / "config.json").write_text(json.dumps({"model_type": "mpnet", "num_hidden_layers": 2}))
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="<unk>"))  # noqa: S106
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(base / "tokenizer.json"))
    torch.manual_seed(0)
    network = Encoder(2, words=len(words), positions=40)
    with torch.no_grad():
        network.out.weight *= 10
    network.eval()
    save(network, tmp_path / "model", base)
    export(tmp_path / "model", tmp_path / "out", name="tiny", version="0")
    pairs = [("the dam holds", "the dam is not left ."), ("a village fell", "the army left")]
    rows = [[0, *tokenizer.encode(a).ids, 2, 2, *tokenizer.encode(b).ids, 2] for a, b in pairs]
    original = predict(network, rows).softmax(dim=1).numpy()
    exported = EmbeddedNli(tmp_path / "out").scores(pairs)
    assert np.ptp(original, axis=1).mean() > 0.1
    assert np.abs(exported - original).max() < 0.05
