namespace Aspire.Hosting.Dcp;

internal static class DcpAnnotations
{
    public const string ResourceName = "resource-name";
    public const string ReplicaCount = "resource-replica-count";
    public const string ReplicaIndex = "resource-replica-index";
    public const string OtelServiceName = "otel-service-name";
    public const string OtelServiceInstanceId = "otel-service-instance-id";
    public const string AppArguments = "resource-app-args";
    public const string ProjectArguments = "resource-project-args";
    public const string ServiceProducer = "service-producer";
}
