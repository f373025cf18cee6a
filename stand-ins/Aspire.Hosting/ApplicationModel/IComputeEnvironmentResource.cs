using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public interface IComputeEnvironmentResource : IResource
{
    [Experimental("ASPIRECOMPUTE002", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference) =>
        throw new NotImplementedException($"Compute environment '{Name}' gives no host address for endpoint '{endpointReference.EndpointName}'.");

    [Experimental("ASPIRECOMPUTE002", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    ReferenceExpression GetEndpointPropertyExpression(EndpointReferenceExpression endpointReferenceExpression) =>
        throw new NotImplementedException(
            $"Compute environment '{Name}' gives no {endpointReferenceExpression.Property} for endpoint '{endpointReferenceExpression.Endpoint.EndpointName}'.");
}
