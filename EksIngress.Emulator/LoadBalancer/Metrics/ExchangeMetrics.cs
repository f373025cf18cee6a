using System.Diagnostics.Metrics;
using EksIngress.Emulator.LoadBalancer.Desync;
using EksIngress.Emulator.LoadBalancer.Exchanges;
using EksIngress.Emulator.LoadBalancer.Http1;
using EksIngress.Emulator.LoadBalancer.SignIn;

namespace EksIngress.Emulator.LoadBalancer.Metrics;

/// <summary>Counts what requests came to.</summary>
internal sealed class ExchangeMetrics(TimeProvider time) : IExchangeObserver
{
    public void OnCompleted(in ExchangeRecord exchange)
    {
        var target = exchange.Target;
        var failed = exchange.TargetStatusCode >= 500 || (target is not null && exchange.TargetStatusCode == 0 && exchange.StatusCode is 502 or 504);
        target?.Count(failed);

        var balancer = exchange.Program.MetricTags;
        ElbMetrics.ProcessedBytes.Add(exchange.ReceivedBytes + exchange.SentBytes, balancer.Span);
        if (exchange.Authentication is { } authentication)
        {
            CountAuthentication(authentication, balancer);
        }

        if (exchange.Rule is { } rule)
        {
            CountRule(rule, exchange.Authentication is not { IsFinal: true }, balancer);
        }

        if (exchange.ClassificationReason != RequestReason.Compliant)
        {
            ElbMetrics.NonCompliantRequestCount.Add(1, balancer.Span);
        }

        var tags = exchange.TargetGroup is not { } group ? balancer
            : target?.TagsFor(balancer.LoadBalancer, group.Dimensions.TargetGroup)
                ?? new ExchangeTags(balancer.LoadBalancer, group.Dimensions.TargetGroup, zone: null);
        if (target is not null)
        {
            CountTarget(exchange, tags.Span);
            if (exchange.Request is { } request)
            {
                CountInvalidHeaders(request, balancer);
            }
        }

        // What no target answered, the load balancer did; 460, for clients that left, counts among its own.
        if (exchange.TargetStatusCode == 0)
        {
            ElbMetrics.CountElbCode(exchange.StatusCode, tags.Span);
        }
    }

    private void CountTarget(in ExchangeRecord exchange, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        ElbMetrics.RequestCount.Add(1, tags);
        if (exchange.Kind == ExchangeKind.Grpcs)
        {
            ElbMetrics.GrpcRequestCount.Add(1, tags);
        }

        if (exchange.TargetStatusCode > 0)
        {
            ElbMetrics.CountTargetCode(exchange.TargetStatusCode, tags);
            ElbMetrics.TargetResponseTime.Record(time.GetElapsedTime(exchange.RequestSent, exchange.ResponseReceived).TotalSeconds, tags);
        }
        else if (exchange.RequestSent == 0 && exchange.StatusCode is 502 or 504)
        {
            // The request never left: there was no connection for it.
            ElbMetrics.TargetConnectionErrorCount.Add(1, tags);
        }
    }

    private static void CountInvalidHeaders(ProxyRequest request, ExchangeTags balancer)
    {
        var counter = request.Program.DropInvalidHeaders ? ElbMetrics.DroppedInvalidHeaderRequestCount : ElbMetrics.ForwardedInvalidHeaderRequestCount;
        if (!counter.Enabled)
        {
            return;
        }

        foreach (ref readonly var field in request.Head.Fields)
        {
            if (request.Head.Name(field).ContainsAnyExcept(HttpCharacters.PlainName))
            {
                counter.Add(1, balancer.Span);
                return;
            }
        }
    }

    private static void CountAuthentication(AuthenticationOutcome authentication, ExchangeTags balancer)
    {
        var tags = balancer.Span;
        if (authentication.Error is { } error)
        {
            Counter(error.Metric).Add(1, tags);
        }

        if (authentication.IsSignIn)
        {
            ElbMetrics.AuthSuccess.Add(1, tags);
        }

        if (authentication.IsRefresh)
        {
            ElbMetrics.AuthRefreshTokenSuccess.Add(1, tags);
        }

        if (authentication.ProviderTime is { } time)
        {
            ElbMetrics.AuthLatency.Record(time.TotalMilliseconds, tags);
        }
    }

    private static Counter<long> Counter(AuthenticationMetric metric) => metric switch
    {
        AuthenticationMetric.Failure => ElbMetrics.AuthFailure,
        AuthenticationMetric.Error => ElbMetrics.AuthError,
        AuthenticationMetric.ClaimsSizeExceeded => ElbMetrics.AuthUserClaimsSizeExceeded,
        AuthenticationMetric.TokenValidation => ElbMetrics.JwtValidationFailureCount,
        _ => throw new InvalidOperationException($"{metric} is counted nowhere."),
    };

    private static void CountRule(CompiledRule rule, bool isExecuted, ExchangeTags balancer)
    {
        var tags = balancer.Span;
        ElbMetrics.RuleEvaluations.Add(rule.Evaluations, tags);
        switch (rule.Action)
        {
            case CompiledAction.Redirect when isExecuted:
                ElbMetrics.RedirectCount.Add(1, tags);
                break;
            case CompiledAction.FixedResponse when isExecuted:
                ElbMetrics.FixedResponseCount.Add(1, tags);
                break;
        }
    }
}
