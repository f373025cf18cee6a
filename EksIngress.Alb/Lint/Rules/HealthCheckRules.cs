using System.Globalization;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;
using static EksIngress.Alb.Lint.LintRule;

namespace EksIngress.Alb.Lint.Rules;

/// <summary>Health checks of target groups.</summary>
internal static class HealthCheckRules
{
    private const int DefaultInterval = 15;
    private const int DefaultTimeout = 5;
    private const int MaximumPathLength = 1024;
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;

    public static IReadOnlyList<LintRule> All =>
    [
        Fails("ALB520", "A health check interval out of range", Docs.HealthChecks, world => Range(world, IngressAnnotations.HealthCheckIntervalSeconds, 5, 300)),
        Fails("ALB521", "A health check timeout out of range", Docs.HealthChecks, world => Range(world, IngressAnnotations.HealthCheckTimeoutSeconds, 2, 120)),
        Fails("ALB522", "A health check timeout that is not below the interval", Docs.HealthChecks, TimeoutAndInterval),
        Fails("ALB523", "A health check threshold out of range", Docs.HealthChecks, Thresholds),
        Fails("ALB524", "Success codes that are none", Docs.HealthChecks, SuccessCodes),
        Fails("ALB525", "A health check path that is none", Docs.HealthChecks, Paths),
        Fails("ALB526", "A health check port that cannot be found", Docs.Annotation("healthcheck-port"), Ports, LintNeeds.Services),
        Warns("ALB527", "A health check of a port that no node opens", Docs.Annotation("healthcheck-port"), NodePorts),
        Tells("ALB528", "A health check that takes redirects for health", Docs.HealthChecks, Redirects),
    ];

    private static int? Number(LintTarget target, string suffix) =>
        int.TryParse(target.Find(suffix), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<LintFault> Range(LintWorld world, string suffix, int minimum, int maximum) => world.AnnotatedWith(suffix)
        .Where(found => int.TryParse(found.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (number < minimum || number > maximum))
        .Select(found => found.Object.AnnotationFault(suffix, $"{suffix} is {found.Value}", $"use {minimum} to {maximum}"));

    private static IEnumerable<LintFault> TimeoutAndInterval(LintWorld world)
    {
        foreach (var target in world.Targets)
        {
            var interval = Number(target, IngressAnnotations.HealthCheckIntervalSeconds) ?? DefaultInterval;
            var timeout = Number(target, IngressAnnotations.HealthCheckTimeoutSeconds) ?? DefaultTimeout;
            if (timeout >= interval && interval is >= 5 and <= 300 && timeout is >= 2 and <= 120)
            {
                var suffix = target.Find(IngressAnnotations.HealthCheckTimeoutSeconds) is null ? IngressAnnotations.HealthCheckIntervalSeconds : IngressAnnotations.HealthCheckTimeoutSeconds;
                yield return target.Fault(
                    suffix,
                    $"the health check of Service {target.ServiceName} has a timeout of {timeout} s and an interval of {interval} s",
                    $"use a timeout below the interval; the defaults are {DefaultTimeout} and {DefaultInterval} s");
            }
        }
    }

    private static IEnumerable<LintFault> Thresholds(LintWorld world) =>
        Range(world, IngressAnnotations.HealthyThresholdCount, 2, 10).Concat(Range(world, IngressAnnotations.UnhealthyThresholdCount, 2, 10));

    private static IEnumerable<LintFault> SuccessCodes(LintWorld world)
    {
        foreach (var target in world.Targets)
        {
            if (target.Find(IngressAnnotations.SuccessCodes) is { Length: > 0 } codes)
            {
                var isGrpc = target.ProtocolVersion == "GRPC";
                var (minimum, maximum) = isGrpc ? (0, 99) : (200, 499);
                if (codes.Split(',').FirstOrDefault(part => !IsRange(part, minimum, maximum)) is { } bad)
                {
                    yield return target.Fault(
                        IngressAnnotations.SuccessCodes,
                        $"success-codes '{codes}' of Service {target.ServiceName}{(isGrpc ? " (gRPC)" : "")} has '{bad}'",
                        $"use codes from {minimum} to {maximum}, a list like {(isGrpc ? "0,12" : "200,204")} or a range like {(isGrpc ? "0-5" : "200-299")}, without spaces");
                }
            }
        }
    }

    private static bool IsRange(string part, int minimum, int maximum)
    {
        var ends = part.Split('-');
        var numbers = ends.Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return ends.Length <= 2 && numbers.All(number => number >= minimum && number <= maximum) && numbers[0] <= numbers[^1];
    }

    private static IEnumerable<LintFault> Paths(LintWorld world) => world.AnnotatedWith(IngressAnnotations.HealthCheckPath)
        .Where(found => found.Value.Length > 0 && (found.Value[0] != '/' || found.Value.Length > MaximumPathLength))
        .Select(found => found.Object.AnnotationFault(
            IngressAnnotations.HealthCheckPath,
            found.Value[0] == '/' ? $"healthcheck-path has {found.Value.Length} characters" : $"healthcheck-path '{found.Value}' does not begin with a slash",
            found.Value[0] == '/' ? $"use up to {MaximumPathLength} characters" : $"write /{found.Value}"));

    private static IEnumerable<LintFault> Ports(LintWorld world)
    {
        foreach (var target in world.Targets.Where(target => target.ServicePort is not null))
        {
            if (target.Find(IngressAnnotations.HealthCheckPort) is not { Length: > 0 } raw || raw == "traffic-port" || IntOrString.Parse(raw).IsNumber)
            {
                continue;
            }

            var port = target.Service!.FindPort(IntOrString.Of(raw));
            if (port is null)
            {
                yield return target.Fault(
                    IngressAnnotations.HealthCheckPort,
                    $"healthcheck-port '{raw}' is neither traffic-port, nor a number, nor the name of a port of Service {target.ServiceKey}",
                    "write traffic-port, or the name of one of its ports");
            }
            else if (target.TargetType == "ip" && !port.TargetPort.IsNumber)
            {
                yield return target.Fault(
                    IngressAnnotations.HealthCheckPort,
                    $"healthcheck-port '{raw}' leads to targetPort {port.TargetPort}, a name; with ip targets its number is not known",
                    "write the number of the container port, or traffic-port");
            }
        }
    }

    private static IEnumerable<LintFault> NodePorts(LintWorld world) => world.Targets
        .Where(target => target.TargetType == "instance" &&
            int.TryParse(target.Find(IngressAnnotations.HealthCheckPort), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is < FirstNodePort or > LastNodePort)
        .Select(target => target.Fault(
            IngressAnnotations.HealthCheckPort,
            $"healthcheck-port {target.Find(IngressAnnotations.HealthCheckPort)} is asked of the nodes (target-type instance), which open node ports ({FirstNodePort} to {LastNodePort}) only",
            "write traffic-port, or the name of a port of the Service"))
        .DistinctBy(fault => fault.Object);

    private static IEnumerable<LintFault> Redirects(LintWorld world) => world.AnnotatedWith(IngressAnnotations.SuccessCodes)
        .Where(found => found.Value.Split(',').Any(part => part.StartsWith('3') || (part.StartsWith('2') && part.Contains("-3", StringComparison.Ordinal)) || part.Contains("-4", StringComparison.Ordinal)))
        .Select(found => found.Object.AnnotationFault(
            IngressAnnotations.SuccessCodes,
            $"success-codes {found.Value} counts redirects or client errors as health; a redirect is not followed",
            "give healthcheck-path a path that answers 200"));
}
