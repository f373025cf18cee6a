using EksIngress.Model.Environments;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A path of an Ingress and the endpoint that serves it.</summary>
internal sealed record EksIngressPath(string Path, IngressPathType PathType, EndpointReference Endpoint);
