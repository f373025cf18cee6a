using System.Diagnostics;
using System.Globalization;
using System.Text;
using EksIngress.Emulator.LoadBalancer.Http1;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>The server span of a request. Costs nothing while nobody listens.</summary>
internal static class RequestSpan
{
    // Tags are objects; those of nearly every request are made once.
    private static readonly object Ok = StatusCodes.Status200OK;

    public static Activity? Start(ProxyRequest request)
    {
        if (!LoadBalancerTelemetry.Source.HasListeners())
        {
            return null;
        }

        var program = request.Program;
        ActivityContext.TryParse(Text(request.FindHeader(HeaderKind.TraceParent)), Text(request.FindHeader(HeaderKind.TraceState)), isRemote: true, out var parent);
        var (method, name) = program.SpanNames.Of(request.Method);
        var activity = LoadBalancerTelemetry.Source.StartActivity(name, ActivityKind.Server, parent);
        if (activity is { IsAllDataRequested: true })
        {
            activity.AddTag("http.request.method", method);
            activity.AddTag("url.scheme", program.Scheme);
            activity.AddTag("url.path", request.Path);
            activity.AddTag("server.address", request.Host);
            activity.AddTag("server.port", program.PortTag);
            activity.AddTag("client.address", request.Client.AddressText);
            activity.AddTag("aws.elb.load_balancer", program.LoadBalancerDimension);
            activity.AddTag("aws.elb.listener", program.Listener.Arn);
        }

        return activity;
    }

    public static void SetRoute(Activity? activity, in RequestRoute route)
    {
        if (activity is not { IsAllDataRequested: true } || route.Rule is not { } rule)
        {
            return;
        }

        activity.AddTag("aws.elb.rule", rule.Rule.Arn);
        activity.AddTag("aws.elb.rule.priority", rule.PriorityText);
        if (rule.Action is CompiledAction.Forward)
        {
            if (route.Choice.Group is { } group)
            {
                activity.AddTag("aws.elb.target_group", group.Arn);
            }

            if (route.Choice.Target is { } target)
            {
                activity.AddTag("aws.elb.target", target.Authority);
            }
        }
    }

    /// <summary>Ends the span.</summary>
    public static void Stop(Activity? activity, ProxyRequest request, int statusCode, string? failure)
    {
        if (activity is null)
        {
            return;
        }

        if (activity.IsAllDataRequested)
        {
            activity.AddTag("http.response.status_code", statusCode == StatusCodes.Status200OK ? Ok : statusCode);
            if (request.TraceIdBytes.Length > 0)
            {
                activity.AddTag("aws.elb.trace_id", request.TraceId);
            }

            if (statusCode >= 500 || failure is not null)
            {
                activity.SetStatus(ActivityStatusCode.Error);
                activity.AddTag("error.type", failure ?? statusCode.ToString(CultureInfo.InvariantCulture));
            }
        }

        activity.Dispose();
    }

    private static string? Text(ReadOnlySpan<byte> value) => value.IsEmpty ? null : Encoding.Latin1.GetString(value);
}
