import Engine
import Testing
