import Flows
import Testing
