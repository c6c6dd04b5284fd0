import Detection
import Testing
