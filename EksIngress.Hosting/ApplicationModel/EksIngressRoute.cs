using EksIngress.Model.Environments;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A path of an Ingress and what answers it.</summary>
/// <param name="Host">Host of this path alone; null for the hosts of the Ingress.</param>
/// <param name="Path">Path, starting with a slash.</param>
/// <param name="PathType">How it is compared.</param>
/// <param name="Backend">What answers.</param>
internal sealed record EksIngressRoute(ReferenceExpression? Host, string Path, IngressPathType PathType, EksIngressBackend Backend);
