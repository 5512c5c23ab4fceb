"""The words of the synthetic book: ways to fail, services, and sentences with gaps to fill."""

from typing import NamedTuple


class Failure(NamedTuple):
    """One way in which a service fails. `{service}` and `<*>` are gaps; `values` fills the latter in order."""

    slug: str
    title: str
    symptom: str
    signature: str
    values: tuple[str, ...]
    alert: str
    trigger: str
    factors: tuple[str, ...]
    cause: str
    command: str
    permanent: str


FAILURES = (
    Failure(
        "pool-exhausted", "{service} times out because its connection pool is exhausted",
        "Requests to {service} hang for 30 seconds and then fail",
        "{service}: connection is not available, request timed out after <*>ms (active=<*>, waiting=<*>)",
        ("30001", "50", "137"), "ConnectionPoolSaturated", "config", ("config", "missing-alert"),
        "The pool is smaller than the number of workers that ask it for a connection while a replica fails over.",
        "kubectl -n {service} set env deployment/{service} POOL_SIZE=120",
        "Size the pool from the number of workers and fail fast after two seconds.",
    ),
    Failure(
        "disk-full", "{service} stops writing after its volume fills up",
        "{service} accepts no writes, reads still work",
        "{service}: could not extend file \"<*>\": No space left on device", ("base/16384/2619",),
        "VolumeAlmostFull", "capacity", ("capacity", "missing-alert"),
        "Write-ahead logs are kept for a replica that was removed months ago, and nothing watches the slot.",
        "psql -h {service} -c \"select pg_drop_replication_slot('{service}_old')\"",
        "Alert on replication slots without a consumer and cap what they may keep.",
    ),
    Failure(
        "oom-killed", "{service} restarts in a loop, killed for its memory",
        "{service} answers, then drops every connection, every few minutes",
        "OOMKilled: container {service} exceeded its limit of <*>Mi, exit code 137 (restart <*>)", ("2048", "14"),
        "ContainerRestartsOften", "deployment", ("capacity", "missing-test"),
        "The new release keeps the whole result set in memory before it writes the first row.",
        "kubectl -n {service} set resources deployment/{service} --limits=memory=4Gi",
        "Stream the result set, and load-test releases with a month of data.",
    ),
    Failure(
        "certificate-expired", "{service} refuses connections after its certificate expired",
        "Browsers and clients refuse {service} as not secure",
        "x509: certificate for {service} has expired or is not yet valid: current time <*> is after <*>",
        ("2024-02-11T09:14:03Z", "2024-02-11T08:59:59Z"), "CertificateExpiresSoon", "expiry",
        ("expiry", "missing-alert", "process"),
        "The renewal job has no right to answer the challenge since the DNS zone moved to another account.",
        "kubectl -n {service} annotate certificate {service} renew-now=true --overwrite",
        "Renew at two thirds of the lifetime and page when a renewal fails twice.",
    ),
    Failure(
        "dns-timeout", "Lookups of {service} time out",
        "Some calls to {service} take exactly five seconds longer",
        "dial tcp: lookup {service}.svc.cluster.local on <*>: read udp <*>: i/o timeout",
        ("10.96.0.10:53", "10.244.3.17:41290"), "ClusterDnsErrors", "capacity", ("capacity", "config"),
        "Every name is tried with five search domains, and the resolver drops what exceeds its table.",
        "kubectl -n kube-system scale deployment/coredns --replicas=6",
        "Run a resolver on every node and end internal names with a dot.",
    ),
    Failure(
        "queue-backlog", "Messages for {service} pile up in the queue",
        "Changes take an hour to show in {service}",
        "{service}: consumer lag of partition <*> is <*> messages, oldest is <*> s", ("7", "184220", "3912"),
        "ConsumerLagHigh", "data", ("data", "missing-alert"),
        "One message that cannot be parsed is tried for ever, and blocks all others of its partition.",
        "kafka-consumer-groups --group {service} --reset-offsets --shift-by 1 --execute --topic {service}-events",
        "Move a message aside after five tries and say so in the team's channel.",
    ),
    Failure(
        "throttled", "{service} is throttled by the provider's interface",
        "New {service} environments stay in state pending",
        "ThrottlingException: Rate exceeded for {service} (Service: <*>; Status Code: 400; Request ID: <*>)",
        ("DescribeInstances", "8f2e61c0"), "ProviderThrottling", "dependency", ("dependency", "config"),
        "A controller lists all instances of the account every ten seconds instead of watching its own.",
        "kubectl -n {service} set env deployment/{service}-controller SYNC_PERIOD=10m",
        "Give the controller its own quota and a cache.",
    ),
    Failure(
        "bad-migration", "{service} fails after a migration locked its largest table",
        "Every write to {service} fails, pages load without data",
        "{service}: canceling statement due to lock timeout, waiting for AccessExclusiveLock on relation <*>",
        ("48213",), "DatabaseLockWaits", "deployment", ("deployment", "missing-test", "process"),
        "The migration adds a column with a computed default, which rewrites the table under a lock.",
        "psql -h {service} -c \"select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'relation'\"",
        "Check migrations for long locks before they are merged.",
    ),
    Failure(
        "ingress-reload", "{service} returns 502 while the ingress reloads",
        "{service} answers 502 in bursts of a minute",
        "upstream prematurely closed connection while reading response header, upstream: <*>/{service}",
        ("http://10.1.4.22:8080",), "IngressErrorsHigh", "config", ("config",),
        "Each change of any team's rules reloads all workers at once, and old ones are ended with requests open.",
        "kubectl -n ingress rollout undo deployment/ingress-controller",
        "Reload at most once a minute and drain workers before they end.",
    ),
    Failure(
        "node-not-ready", "Nodes under {service} become unready one after the other",
        "{service} loses a third of its instances and gets them back",
        "node <*> status is now: NodeNotReady, {service} evicted: The node was low on resource: ephemeral-storage",
        ("ip-172-20-44-9",), "NodesNotReady", "capacity", ("capacity", "missing-alert"),
        "Image layers and logs fill the node's disk faster than they are collected.",
        "kubectl cordon -l pool={service}; kubectl drain -l pool={service} --ignore-daemonsets",
        "Limit what a container may log and collect images at seventy per cent.",
    ),
    Failure(
        "stale-cache", "{service} shows yesterday's data after a failover of its cache",
        "People see old balances and old names in {service}",
        "{service}: MOVED <*> <*>: cache slot served by a replica in read-only mode", ("3999", "10.4.1.8:6381"),
        "CacheStale", "hardware", ("hardware", "documentation"),
        "After the failover the clients keep the address of the old primary and read from it without an error.",
        "redis-cli -h {service}-cache cluster failover takeover",
        "Let clients refresh the topology at every redirect.",
    ),
    Failure(
        "login-loop", "People are sent round in circles when they sign in to {service}",
        "Signing in to {service} ends on the sign-in page again",
        "{service}: invalid_grant: code <*> was already redeemed, state mismatch for session <*>",
        ("SplxlOBeZQ", "a81f"), "SignInFailuresHigh", "config", ("config", "missing-test"),
        "The session cookie lost its SameSite attribute when the proxy was replaced.",
        "helm rollback {service}-proxy 41",
        "Test the sign-in from outside after every change of the proxy.",
    ),
    Failure(
        "log-shipping-stops", "Logs of {service} stop arriving",
        "No log line of {service} is newer than an hour",
        "failed to flush chunk of {service}, retry in <*> seconds: task_id=<*>, error: 429 Too Many Requests",
        ("1024", "17"), "LogShippingBehind", "dependency", ("dependency", "capacity"),
        "The index has reached its number of shards, and refuses new ones without refusing reads.",
        "curl -X PUT {service}-logs/_cluster/settings -d '{{\"transient\": {{\"max_shards\": 3000}}}}'",
        "Roll indexes over by size instead of by day.",
    ),
    Failure(
        "clock-drift", "{service} rejects tokens because a clock drifts",
        "One in four calls to {service} is unauthorised",
        "{service}: token used before issued: iat=<*> now=<*>", ("1707642843", "1707642811"),
        "ClockSkew", "hardware", ("hardware", "missing-alert"),
        "A host lost its time source when a firewall rule was tidied away.",
        "chronyc -h {service}-3 makestep",
        "Alert on skew above one second, and allow thirty in the check.",
    ),
    Failure(
        "batch-overrun", "The nightly run of {service} overruns into the morning",
        "{service} is slow from eight to ten in the morning",
        "{service}-nightly: step <*> exceeded its window, <*> of <*> partitions left", ("reconcile", "41", "96"),
        "NightlyRunLate", "data", ("data", "capacity"),
        "A customer's import tripled the number of rows that the reconciliation compares pairwise.",
        "kubectl -n {service} delete job {service}-nightly",
        "Compare only what changed since the last run.",
    ),
    Failure(
        "feature-flag", "A flag switches {service} off for everybody",
        "{service} says that it is not available in this region",
        "{service}: flag <*> resolved to OFF by rule <*> (default)", ("regional-availability", "rule-0"),
        "FlagChangedWidely", "config", ("config", "process"),
        "The rule was written for one region, and its default applied wherever the region was unknown.",
        "flagctl restore {service} --to previous",
        "Roll flags out by share, with a second person for the last step.",
    ),
)  # fmt: skip

SERVICE_NAMES = (
    "checkout", "payments", "ledger", "catalogue", "search", "profile", "notifications", "invoicing", "shipping",
    "warehouse", "pricing", "identity", "gateway", "reporting", "documents", "calendar", "messaging", "uploads",
    "billing", "audit", "recommendations", "subscriptions", "telemetry", "scheduler", "archive", "translations",
)  # fmt: skip
SERVICE_PARTS = ("api", "db", "worker", "web", "cache", "sync", "stream", "admin", "edge", "batch")
TEAMS = (
    "payments",
    "platform",
    "storefront",
    "identity",
    "data",
    "operations",
    "logistics",
    "customer-tools",
)
REGIONS = ("eu-west-1", "eu-west-2", "us-east-1", "ap-southeast-2")
DETECTIONS = ("alert", "alert", "alert", "alert", "customer", "engineer", "partner", "test")
ACTION_TYPES = ("prevent", "mitigate", "detect", "process", "repair", "investigate")

# Gaps: service, other, team, region, host, count, share, minutes, code, version.
SUMMARY = (
    "From {clock} {share} % of the requests to {service} failed, mostly in {region}.",
    "{service} did not answer for {minutes} minutes, and {other}, which calls it, answered slowly.",
    "A routine change in {team}'s area took {service} out of service for part of its users.",
    "The number of failed calls to {service} rose to {count} a minute before anybody was paged.",
    "Users of {service} saw error {code} while {other} worked throughout.",
)
IMPACT = (
    "{count} users were affected, {share} % of those who were active at the time.",
    "Orders worth {minutes} minutes of trade were delayed and delivered later; none was lost.",
    "{other} queued {count} requests and worked them off within {minutes} minutes of the recovery.",
    "No data was lost: a comparison of {service} with its backup found {code} differences, all explained.",
    "Support received {minutes} tickets, most of them in the first half hour.",
    "The public status page said so {minutes} minutes after the first ticket.",
)
TIMELINE = (
    "The engineer on call looks at the dashboards of {service} and sees nothing unusual in the last {minutes} minutes",
    "{team} joins the call and confirms that version {version} is running everywhere",
    "A restart of {host} brings the error rate down to {share} %, for three minutes",
    "Traffic from {region} is moved away, which makes it worse for {other}",
    "Queries of {other} are found waiting on {service}, {count} of them",
    "The provider is asked whether anything changed in {region}; the answer is no",
    "Somebody remembers the same picture from an earlier incident and looks it up",
    "Autoscaling adds {minutes} instances, all of which fail their first health check",
    "The change made to {service} at {clock} is suspected and reverted in {region} only",
    "Graphs of {host} show {count} open connections where there are usually {minutes}",
)
NARRATIVE = (
    "{service} keeps {count} entries per worker, and each of {host}'s {minutes} workers had filled its share.",
    "The limit had been set when {service} served {share} % of today's traffic, and nobody had looked at it since.",
    "An alert existed, but it was grouped with {count} others of {region} and closed by the same click.",
    "{team} had tested the change against {version}, while {region} was still running the release before it.",
    "The dashboard averaged over all hosts, so that one host at a hundred per cent disappeared in the mean.",
    "Retries made it worse: every call of {other} was tried {minutes} times within {share} seconds.",
    "The runbook named a command that no longer exists since {version}, and finding the new one took {minutes} minutes.",
    "Permissions to change {service} were held by one person of {team}, who was travelling.",
    "Between {clock} and the next hour {count} health checks of {host} passed, as they only ask whether the port is open.",
    "The dependency of {other} on {service} was in no diagram, and was found by reading {code} lines of log.",
    "What looked like two incidents was one: the queue of {other} drains into {service} at the full hour.",
    "A canary of {share} % would have shown it, but {service} is deployed to {region} in one step.",
    "Memory grew by {minutes} MB an hour since {version} was rolled out, slow enough to pass every test.",
    "The load balancer kept {host} in rotation for {minutes} minutes after its last good answer.",
    "{team} was paged first, though {service} belongs to another team since the reorganisation.",
    "After the recovery {count} jobs started at the same second and nearly repeated the incident.",
    "The backup line carried {share} % of the usual volume, enough for {other} and too little for {service}.",
    "A comment in the configuration of {service} warned of exactly this; the generated copy on {host} has no comments.",
)
RESOLUTION = (
    "The change was reverted in all regions, and {service} recovered within {minutes} minutes.",
    "{host} was taken out of rotation and {service} restarted region by region, {region} first.",
    "The limit was raised by hand, and the value written back to the repository by {team} the same day.",
    "Once {other} stopped retrying, {service} worked off its backlog of {count} in {minutes} minutes.",
)
WENT_WELL = (
    "The first person on the call found the earlier report within {minutes} minutes",
    "Customers were told early, and {share} % fewer tickets arrived than the last time",
    "{other} degraded as it was designed to",
    "The rollback took {minutes} minutes and nobody had to ask how",
    "{team} wrote the timeline while it happened",
)
WENT_BADLY = (
    "The alert came {minutes} minutes after the first failed request",
    "Two people changed {host} at the same time",
    "The dashboard of {service} had not worked since {version}",
    "Nobody knew whom to call at {team}",
    "It took {minutes} minutes to find out who owns {other}",
)
ACTIONS = (
    "Alert on the error rate of {service} per host, not on the mean",
    "Add the dependency of {other} to the service catalogue",
    "Test the rollback of {service} every month",
    "Limit the retries of {other} to two, with jitter",
    "Replace the outdated command in the runbook of {service}",
    "Give a second person of {team} the right to change {service}",
    "Deploy {service} to one region first",
    "Review the limits of {service} against this year's traffic",
)
