using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.TargetGroups;

/// <summary>Reads the <c>healthcheck-*</c> annotations.</summary>
internal static class HealthCheckReader
{
    public const string TrafficPort = "traffic-port";

    /// <exception cref="AlbModelException">A value is malformed, or a port cannot be resolved.</exception>
    public static TargetGroupSpec.HealthCheck Read(AnnotationSet annotations, Service service, TargetGroupSettings settings)
    {
        var port = ReadPort(annotations, service, settings);
        var protocol = annotations.FindString(IngressAnnotations.HealthCheckProtocol) ?? settings.Protocol;
        if (protocol is not ("HTTP" or "HTTPS"))
        {
            throw new AlbModelException("healthCheckProtocol must be within [HTTP, HTTPS]");
        }

        var isGrpc = settings.ProtocolVersion == "GRPC";
        return new TargetGroupSpec.HealthCheck(
            port,
            protocol,
            annotations.FindString(IngressAnnotations.HealthCheckPath) ?? (isGrpc ? "/AWS.ALB/healthcheck" : "/"),
            annotations.FindString(IngressAnnotations.SuccessCodes) ?? (isGrpc ? "12" : "200"),
            isGrpc,
            annotations.FindInt32(IngressAnnotations.HealthCheckIntervalSeconds) ?? 15,
            annotations.FindInt32(IngressAnnotations.HealthCheckTimeoutSeconds) ?? 5,
            annotations.FindInt32(IngressAnnotations.HealthyThresholdCount) ?? 2,
            annotations.FindInt32(IngressAnnotations.UnhealthyThresholdCount) ?? 2);
    }

    private static IntOrString ReadPort(AnnotationSet annotations, Service service, TargetGroupSettings settings)
    {
        var raw = annotations.FindString(IngressAnnotations.HealthCheckPort) ?? TrafficPort;
        if (raw == TrafficPort || IntOrString.Parse(raw) is not { IsNumber: false } name)
        {
            return IntOrString.Parse(raw);
        }

        Service.Port port;
        try
        {
            port = service.GetPort(name);
        }
        catch (AlbModelException exception)
        {
            throw exception.Within("failed to resolve healthCheckPort");
        }

        if (settings.IsInstance)
        {
            return IntOrString.Of(port.NodePort);
        }

        return port.TargetPort.IsNumber
            ? port.TargetPort
            : throw new AlbModelException(
                "cannot use named healthCheckPort for IP TargetType when service's targetPort is a named port");
    }
}
