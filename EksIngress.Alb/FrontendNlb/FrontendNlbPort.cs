using System.Globalization;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.FrontendNlb;

/// <summary>What one Ingress, or after merging all of them, wants of one port of the frontend NLB.</summary>
/// <param name="TargetPort">Listener port of the ALB.</param>
/// <param name="Explicit">Fields of the health check that an annotation sets.</param>
internal sealed record FrontendNlbPort(int TargetPort, FrontendNlbHealthCheck HealthCheck, IReadOnlySet<string> Explicit)
{
    private const string TrafficPort = "traffic-port";

    /// <exception cref="AlbModelException">An annotation is malformed.</exception>
    public static FrontendNlbPort Read(AnnotationSet annotations, int targetPort)
    {
        var port = annotations.FindString(FrontendNlbAnnotations.HealthCheckPort);
        var protocol = annotations.FindString(FrontendNlbAnnotations.HealthCheckProtocol);
        var path = annotations.FindString(FrontendNlbAnnotations.HealthCheckPath);
        var matcher = annotations.FindString(FrontendNlbAnnotations.SuccessCodes);
        var checkPort = ReadPort(port);
        if (protocol is not (null or "HTTP" or "HTTPS"))
        {
            throw new AlbModelException("healthCheckProtocol must be within [HTTP, HTTPS]");
        }

        var interval = annotations.FindInt32(FrontendNlbAnnotations.HealthCheckIntervalSeconds);
        var timeout = annotations.FindInt32(FrontendNlbAnnotations.HealthCheckTimeoutSeconds);
        var healthy = annotations.FindInt32(FrontendNlbAnnotations.HealthyThresholdCount);
        var unhealthy = annotations.FindInt32(FrontendNlbAnnotations.UnhealthyThresholdCount);
        var isExplicit = new HashSet<string>(StringComparer.Ordinal);
        Mark("Port", port is not null);
        Mark("Protocol", protocol is not null);
        Mark("Path", path is not null);
        Mark("Matcher", matcher is not null);
        Mark("IntervalSeconds", interval is not null);
        Mark("TimeoutSeconds", timeout is not null);
        Mark("HealthyThresholdCount", healthy is not null);
        Mark("UnhealthyThresholdCount", unhealthy is not null);
        return new FrontendNlbPort(
            targetPort,
            new FrontendNlbHealthCheck(
                checkPort, protocol ?? "HTTP", path ?? "/", matcher ?? "200", interval ?? 15, timeout ?? 5, healthy ?? 2, unhealthy ?? 2),
            isExplicit);

        void Mark(string field, bool isSet)
        {
            if (isSet)
            {
                isExplicit.Add(field);
            }
        }
    }

    /// <summary>What annotations set must agree; of what none sets, the last member's default stands.</summary>
    /// <exception cref="AlbModelException">Two members disagree.</exception>
    public static FrontendNlbPort Merge(IReadOnlyList<FrontendNlbPort> members)
    {
        var merged = members[0];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < members.Count; i++)
        {
            var number = i + 1;
            var member = members[i];
            var (last, own) = (merged.HealthCheck, member.HealthCheck);
            last = last with
            {
                IntervalSeconds = Take("IntervalSeconds", last.IntervalSeconds, own.IntervalSeconds),
                TimeoutSeconds = Take("TimeoutSeconds", last.TimeoutSeconds, own.TimeoutSeconds),
                HealthyThresholdCount = Take("HealthyThresholdCount", last.HealthyThresholdCount, own.HealthyThresholdCount),
                UnhealthyThresholdCount = Take("UnhealthyThresholdCount", last.UnhealthyThresholdCount, own.UnhealthyThresholdCount),
                Protocol = Take("Protocol", last.Protocol, own.Protocol),
                Path = Take("Path", last.Path, own.Path),
                Matcher = TakeMatcher(last.Matcher, own.Matcher),
                Port = Take("Port", last.Port, own.Port),
            };
            if (member.TargetPort != merged.TargetPort)
            {
                throw new AlbModelException($"conflicting Target Port, config {number}: {member.TargetPort}, previous: {merged.TargetPort}");
            }

            merged = merged with { HealthCheck = last };

            T Take<T>(string field, T previous, T value)
                where T : notnull
            {
                if (!member.Explicit.Contains(field))
                {
                    return seen.Contains(field) ? previous : value;
                }

                return seen.Add(field) || previous.Equals(value)
                    ? value
                    : throw new AlbModelException($"conflicting {field}, config {number}: {Text(value)}, previous: {Text(previous)}");
            }

            // The controller compares success codes by identity: two members that set them conflict, even over the same codes.
            string TakeMatcher(string previous, string value) => member.Explicit.Contains("Matcher") && !seen.Add("Matcher")
                ? throw new AlbModelException($"conflicting Matcher, config {number}: {{{value} <nil>}}, previous: {{{previous} <nil>}}")
                : seen.Contains("Matcher") && !member.Explicit.Contains("Matcher") ? previous : value;
        }

        return merged;
    }

    private static IntOrString ReadPort(string? raw)
    {
        if (raw is null or TrafficPort)
        {
            return IntOrString.Of(TrafficPort);
        }

        var port = IntOrString.Parse(raw);
        return port.IsNumber ? port : throw new AlbModelException("failed to resolve healthCheckPort");
    }

    // A port is shown with its kind, its number and its name.
    private static string? Text<T>(T value) => value is IntOrString port
        ? string.Create(CultureInfo.InvariantCulture, $"{{{(port.IsNumber ? 0 : 1)} {port.Number} {(port.IsNumber ? "" : port.ToString())}}}")
        : Convert.ToString(value, CultureInfo.InvariantCulture);
}
