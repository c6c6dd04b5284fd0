import Testing
import Capture
