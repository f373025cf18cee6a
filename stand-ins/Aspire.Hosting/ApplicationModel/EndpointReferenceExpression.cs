using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

[DebuggerDisplay("EndpointExpression = {ValueExpression}, Property = {Property}, Endpoint = {Endpoint.EndpointName}")]
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    : IExpressionValue, IValueWithReferences
{
    public EndpointReference Endpoint { get; } = endpointReference;

    public EndpointProperty Property { get; } = property;

    public string ValueExpression
    {
        get
        {
            var binding = $"{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}";
            return Property switch
            {
                EndpointProperty.Url => $"{{{binding}.url}}",
                EndpointProperty.Host or EndpointProperty.IPV4Host => $"{{{binding}.host}}",
                EndpointProperty.Port => $"{{{binding}.port}}",
                EndpointProperty.Scheme => $"{{{binding}.scheme}}",
                EndpointProperty.TargetPort => $"{{{binding}.targetPort}}",
                EndpointProperty.HostAndPort => $"{{{binding}.host}}:{{{binding}.port}}",
                EndpointProperty.TlsEnabled => $"{{{binding}.tlsEnabled}}",
                _ => throw new InvalidOperationException($"The property '{Property}' of an endpoint has no manifest expression."),
            };
        }
    }

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    /// <summary>Waits until the endpoint has its address, where the property depends on it.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var annotation = Endpoint.EndpointAnnotation;
        switch (Property)
        {
            case EndpointProperty.Scheme:
                return annotation.UriScheme;
            case EndpointProperty.TlsEnabled:
                return annotation.TlsEnabled ? bool.TrueString : bool.FalseString;
            case EndpointProperty.IPV4Host when annotation.TargetHost == "localhost":
                return "127.0.0.1";
        }

        var allocated = await annotation.AllocatedEndpointSnapshot.GetValueAsync(cancellationToken);
        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.IPV4Host => allocated.Address,
            EndpointProperty.Port => allocated.Port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.HostAndPort => allocated.EndPointString,
            EndpointProperty.TargetPort => allocated.TargetPortExpression,
            _ => throw new InvalidOperationException($"The property '{Property}' of an endpoint has no value."),
        };
    }

    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        GetValueAsync(cancellationToken);
}
