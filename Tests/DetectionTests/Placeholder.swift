import Testing
import Detection
