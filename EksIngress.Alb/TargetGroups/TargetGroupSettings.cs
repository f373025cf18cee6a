using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.TargetGroups;

/// <summary>Settings of a target group that cannot be changed once it exists.</summary>
internal sealed record TargetGroupSettings(string TargetType, string Protocol, string ProtocolVersion)
{
    public bool IsInstance => TargetType == "instance";

    /// <exception cref="AlbModelException">A value is none of the allowed ones.</exception>
    public static TargetGroupSettings Read(AnnotationSet annotations, IngressClassParams? classParams, ControllerConfiguration configuration)
    {
        var targetType = classParams?.Spec.TargetType is { Length: > 0 } fromClass
            ? fromClass
            : annotations.FindString(IngressAnnotations.TargetType) ?? configuration.DefaultTargetType;
        if (targetType is not ("instance" or "ip"))
        {
            throw new AlbModelException($"unknown targetType: {targetType}");
        }

        if (targetType == "ip" && !configuration.EnableIpTargetType)
        {
            throw new AlbModelException("unsupported targetType: ip when EnableIPTargetType is false");
        }

        var protocol = annotations.FindString(IngressAnnotations.BackendProtocol) ?? "HTTP";
        if (protocol is not ("HTTP" or "HTTPS"))
        {
            throw new AlbModelException($"backend protocol must be within [HTTP, HTTPS]: {protocol}");
        }

        var version = annotations.FindString(IngressAnnotations.BackendProtocolVersion) ?? "HTTP1";
        return version is "HTTP1" or "HTTP2" or "GRPC"
            ? new TargetGroupSettings(targetType, protocol, version)
            : throw new AlbModelException($"backend protocol version must be within [HTTP1, HTTP2, GRPC]: {version}");
    }
}
