"""From a film's source in scenes/ to a finished MP4 in media/."""
