namespace EksIngress.Emulator.LoadBalancer.Targets;

/// <summary>Names of what can go wrong in an exchange, for spans, logs and records.</summary>
internal static class TargetFailure
{
    public const string ClientBody = "client_body";
    public const string ClientClosed = "client_closed";
    public const string DeregistrationDelay = "deregistration_delay";
    public const string TargetConnection = "target_connection";
    public const string TargetRequest = "target_request";
    public const string TargetResponse = "target_response";
    public const string TargetResponseHeaders = "target_response_headers";
    public const string TargetTimeout = "target_timeout";
}
