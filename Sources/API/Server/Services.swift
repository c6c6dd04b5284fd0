import Accounts
import Kubernetes
import Store
import Telemetry

/// What calls use.
struct Services: Sendable {
    let configuration: ServerConfiguration
    let store: StoreAccess
    let credentials: Credentials
    let kubernetes: KubernetesClient
    let kubectl: KubectlRunner
    let feed: ChangeFeed
    let metrics: PrometheusRegistry
    let documents: Documents
    let readiness = Readiness()
}

/// Keys, and what is done with them.
struct Credentials: Sendable {
    let tokens: AccessTokens
    let hasher: PasswordHasher
    let throttle: LoginThrottle
    /// Registrations from one address, right or wrong: each costs a password hash.
    let registrations: LoginThrottle
    let vault: TokenVault
}
