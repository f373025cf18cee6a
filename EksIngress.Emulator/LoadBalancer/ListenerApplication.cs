using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace EksIngress.Emulator.LoadBalancer;

/// <summary>Serves the requests of one listener. It sits on the web server itself: no host, no pipeline in between.</summary>
internal sealed class ListenerApplication(IHttpForwarder forwarder, HttpMessageInvoker targets, TimeProvider time, ILogger logger)
    : IHttpApplication<ProxyRequest>
{
    private static readonly ConcurrentDictionary<(string Method, string LoadBalancer), string> SpanNames = new();

    // Null until the first rules are published, right after the port was bound.
    private volatile ListenerProgram? _program;

    /// <summary>From the next request on, the new program is in force.</summary>
    public void Swap(ListenerProgram program) => _program = program;

    public ProxyRequest CreateContext(IFeatureCollection contextFeatures)
    {
        ProxyRequest request;
        if (contextFeatures is IHostContextContainer<ProxyRequest> container)
        {
            request = container.HostContext ??= new ProxyRequest();
        }
        else
        {
            request = new ProxyRequest();
        }

        request.Begin(contextFeatures);
        return request;
    }

    public async Task ProcessRequestAsync(ProxyRequest context)
    {
        if (_program is not { } program)
        {
            context.Context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Read(program);
        LimitConnection(context, program);
        using var activity = StartActivity(context);
        context.Activity = activity;
        await RespondAsync(context, program);
        if (activity is not null)
        {
            var statusCode = context.Context.Response.StatusCode;
            activity.SetTag("http.response.status_code", statusCode);
            if (statusCode >= 500)
            {
                activity.SetStatus(ActivityStatusCode.Error);
                activity.SetTag("error.type", activity.GetTagItem("error.type") ?? statusCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    public void DisposeContext(ProxyRequest context, Exception? exception) => context.End();

    // Past its time, a connection ends with the response that is being made.
    private void LimitConnection(ProxyRequest request, ListenerProgram program)
    {
        if (request.ConnectionStart == 0)
        {
            request.ConnectionStart = time.GetTimestamp();
        }
        else if (time.GetElapsedTime(request.ConnectionStart) > program.ClientKeepAlive
            && request.Context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true })
        {
            request.Context.Response.Headers.Connection = "close";
        }
    }

    private async Task RespondAsync(ProxyRequest request, ListenerProgram program)
    {
        var context = request.Context;
        if (RequestLimits.FindFault(context.Request, request.RawTarget) is { } fault)
        {
            await AlbResponses.WritePageAsync(context, program, fault);
            return;
        }

        var rule = program.Find(request);
        request.Activity?.SetTag("aws.elb.rule", rule.Rule.Arn);
        request.Activity?.SetTag("aws.elb.rule.priority", rule.Rule.Priority?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "default");
        switch (rule.Action)
        {
            case CompiledAction.Forward forward:
                await ForwardAsync(request, program, forward);
                break;
            case CompiledAction.Redirect redirect:
                context.Response.Headers.Location = redirect.Location.Expand(program, request.Host, request.Path, request.Query);
                await AlbResponses.WritePageAsync(context, program, redirect.StatusCode);
                break;
            case CompiledAction.FixedResponse response:
                await AlbResponses.WriteAsync(context, program, response.StatusCode, response.ContentType, response.Body);
                break;
            default:
                throw new InvalidOperationException($"{rule.Action.GetType().Name} cannot be executed.");
        }
    }

    private async Task ForwardAsync(ProxyRequest request, ListenerProgram program, CompiledAction.Forward forward)
    {
        var context = request.Context;
        var choice = forward.Choose(request);
        request.Activity?.SetTag("aws.elb.target_group", choice.Group?.Arn);
        if (choice.Target is not { } target)
        {
            request.Activity?.SetTag("error.type", "no_registered_targets");
            await AlbResponses.WritePageAsync(context, program, StatusCodes.Status503ServiceUnavailable);
            return;
        }

        request.TraceId = AmznTraceId.Next(context.Request.Headers[AmznTraceId.HeaderName], time.GetUtcNow());
        request.Activity?.SetTag("aws.elb.target", target.Authority);
        request.Activity?.SetTag("aws.elb.trace_id", request.TraceId);

        ForwarderError error;
        target.Enter();
        try
        {
            error = await forwarder.SendAsync(context, target.Prefix, targets, program.ForwarderConfig, request.Transformer, target.Cut);
        }
        finally
        {
            target.Leave();
        }

        if (error != ForwarderError.None)
        {
            await AnswerFailureAsync(request, program, target, error);
        }
    }

    private async Task AnswerFailureAsync(ProxyRequest request, ListenerProgram program, TargetRuntime target, ForwarderError error)
    {
        var context = request.Context;
        var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        request.Activity?.SetTag("error.type", ForwardFailure.Name(error));
        if (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; access logs of an ALB say 460 for it.
            request.Activity?.SetTag("aws.elb.client_closed", true);
            return;
        }

        LoadBalancerLog.ForwardFailed(logger, program.LoadBalancerName, target.Authority, ForwardFailure.Name(error), exception?.GetBaseException().Message);
        if (!context.Response.HasStarted)
        {
            // What the forwarder prepared is not the load balancer's page.
            context.Response.Clear();
            await AlbResponses.WritePageAsync(context, program, ForwardFailure.StatusCode(error, exception));
        }
    }

    private static Activity? StartActivity(ProxyRequest request)
    {
        if (!LoadBalancerTelemetry.Source.HasListeners())
        {
            return null;
        }

        var http = request.Context.Request;
        var program = request.Program;
        ActivityContext.TryParse(http.Headers.TraceParent, http.Headers.TraceState, isRemote: true, out var parent);
        var activity = LoadBalancerTelemetry.Source.StartActivity(SpanName(http.Method, program.LoadBalancerName), ActivityKind.Server, parent);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("http.request.method", KnownMethod(http.Method));
            activity.SetTag("url.scheme", program.Scheme);
            activity.SetTag("url.path", request.Path);
            activity.SetTag("server.address", request.Host);
            activity.SetTag("server.port", program.Listener.Port);
            activity.SetTag("client.address", request.Source?.ToString());
            activity.SetTag("aws.elb.load_balancer", program.LoadBalancerDimension);
            activity.SetTag("aws.elb.listener", program.Listener.Arn);
        }

        return activity;
    }

    private static string SpanName(string method, string loadBalancer) =>
        SpanNames.GetOrAdd((KnownMethod(method), loadBalancer), static key => $"{key.Method} {key.LoadBalancer}");

    // Any token is a method; a span name must not be whatever a client sends.
    private static string KnownMethod(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method)
        || HttpMethods.IsDelete(method) || HttpMethods.IsPatch(method) || HttpMethods.IsOptions(method)
            ? method
            : "_OTHER";
}
