#nullable enable
using Amazon.Runtime.Internal;

namespace EksIngress.StandIns.Aws;

/// <summary>The service's id, by which the SDK finds its endpoint settings (<c>AWS_ENDPOINT_URL_EKS</c>).</summary>
internal sealed class ServiceMetadata(string serviceId) : IServiceMetadata
{
    public string ServiceId { get; } = serviceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
