"""What the writer is doing: complaining, asking, praising, proposing, selling, or none of these."""

from monitor.analysis.reading import Reading
from monitor.domain.assessments import Act, ActLabel, Complaint, Sentiment


def recognised(reading: Reading, sentiment: Sentiment, complaint: Complaint) -> Act:
    """Return the act with the strongest signs."""
    cues = reading.weights("cue")
    mood = max(0.0, sentiment.score)
    asks = 0.35 * bool(reading.questions) + 0.1 * min(cues.get("ask", 0.0), 3)
    scores: dict[ActLabel, float] = {
        "complaint": complaint.score,
        "question": min(asks, 0.9) * (1.0 - complaint.score),
        "praise": min(1.0, mood * 0.7 + 0.15 * min(cues.get("praise", 0.0) + cues.get("thanks", 0.0), 2.0))
        * (1.0 - complaint.score),
        "idea": min(0.8, 0.45 * cues.get("idea", 0.0)),
        "spam": min(0.95, 0.35 * cues.get("spam", 0.0)),
        "other": 0.25,
    }
    label = max(scores, key=lambda name: scores[name])
    return Act(label, round(scores[label], 4))
