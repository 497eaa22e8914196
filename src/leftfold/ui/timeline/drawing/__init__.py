"""How the timeline is drawn: functions from a frame to ink, each for one layer of the picture."""
