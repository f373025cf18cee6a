using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using EksIngress.Emulator.Aws.Faults;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Signing;
using EksIngress.Emulator.Aws.Sts;
using EksIngress.Emulator.State;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws;

/// <summary>
/// Takes every AWS call: finds the service by the credential scope, verifies the signature, asks the policies, runs the
/// operation, and writes result or error in the service's own shape.
/// </summary>
internal sealed partial class AwsPipeline(
    AwsServiceCatalog catalog,
    SignatureVerifier verifier,
    CallerResolver callers,
    AccessControl access,
    StateJournal journal,
    IOptions<EmulatorOptions> options,
    ILogger<AwsPipeline> logger)
{
    /// <summary>Not 500: SDKs try that again, and it would be as absent the next time.</summary>
    private const HttpStatusCode NotEmulatedStatus = HttpStatusCode.NotImplemented;

    private const string TargetHeader = "x-amz-target";

    public async Task InvokeAsync(HttpContext context)
    {
        var exchange = new Exchange { RequestId = Guid.NewGuid().ToString() };
        AwsResponse response;
        try
        {
            exchange.Request = await AwsHttpRequest.ReadAsync(context);
            response = await RunAsync(exchange, context.RequestAborted);
        }
        catch (SignatureException exception)
        {
            response = Fail(exchange, SignatureErrors.ToAwsException(exception, exchange.Protocol));
        }
        catch (AwsException exception)
        {
            response = Fail(exchange, exception);
        }
        catch (BadHttpRequestException exception)
        {
            response = Fail(exchange, new AwsException("MalformedInput", exception.Message, (HttpStatusCode)exception.StatusCode));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (ConnectionDroppedException)
        {
            context.Abort();
            return;
        }
#pragma warning disable CA1031 // The request boundary: a fault of the emulator's own is told to the client as AWS tells its own.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFault(exception, exchange.ServiceName, exchange.OperationName, exchange.RequestId);
            Activity.Current?.AddException(exception);
            response = Fail(exchange, InternalFault(exchange));
        }

        // What is answered, and what the call saw of the changes of others, outlives the process. It is soon done: a client that went away need not end the wait.
        await journal.WhenWrittenAsync(exchange.LastChange, CancellationToken.None);
        await WriteAsync(context, exchange, response);
    }

    private async Task<AwsResponse> RunAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var request = exchange.Request!;
        exchange.Protocol = GuessProtocol(request);
        var signature = RequestSignature.Find(request);
        if (signature is null)
        {
            return await RunUnsignedAsync(exchange, cancellationToken);
        }

        var routes = catalog.Find(signature.Service);
        exchange.Service = routes?.Service;
        exchange.ServiceName = signature.Service;
        exchange.Protocol = routes?.Service.Protocol ?? exchange.Protocol;
        exchange.Region = signature.Region;

        var credential = verifier.Verify(request, signature);
        if (!RegionName().IsMatch(signature.Region))
        {
            throw new SignatureException(SignatureFault.Mismatch, $"Credential should be scoped to a valid region. '{signature.Region}' is none.");
        }

        var caller = callers.Find(credential.Principal)
            ?? throw new SignatureException(SignatureFault.UnknownKey, "The security token included in the request is invalid.");
        exchange.Caller = caller;
        if (routes is null)
        {
            throw NotEmulated($"The service '{signature.Service}' is not emulated.");
        }

        var (operation, call) = Read(exchange, routes);
        if (UserSessions.FindBar(caller.Principal, signature.Service, operation.Name) is { } barred)
        {
            access.Record(caller.Identity.Arn, $"{signature.Service}:{operation.Name}", "*", barred);
            throw new SignatureException(SignatureFault.UnknownKey, "The security token included in the request is invalid.");
        }

        foreach (var question in operation.Access(call))
        {
            access.Demand(request, exchange.Protocol, exchange.Region, caller, question);
        }

        return AwsResponseWriter.Result(routes.Service, operation.Name, await HandleAsync(exchange, operation, call, cancellationToken), exchange.RequestId);
    }

    private async Task<AwsResponse> RunUnsignedAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        exchange.Region = options.Value.Region;
        var routes = exchange.Protocol is AwsProtocol.RestJson or AwsProtocol.Json
            ? null
            : catalog.FindUnsigned((exchange.Form = AwsRequestReader.Form(exchange.Request!)).GetValueOrDefault("Action"));
        if (routes is null)
        {
            throw new SignatureException(SignatureFault.Missing, "Request is missing Authentication Token");
        }

        exchange.Service = routes.Service;
        exchange.ServiceName = routes.Service.SigningName;
        var (operation, call) = Read(exchange, routes);
        return AwsResponseWriter.Result(routes.Service, operation.Name, await HandleAsync(exchange, operation, call, cancellationToken), exchange.RequestId);
    }

    // What a call changes is kept whole: all of it outlives the process, or nothing.
    private async Task<AwsResult> HandleAsync(Exchange exchange, AwsOperation operation, AwsCall call, CancellationToken cancellationToken)
    {
        using var segment = journal.Begin();
        var result = await operation.Handle(call, cancellationToken);
        exchange.LastChange = segment.Close();
        return result;
    }

    private (AwsOperation Operation, AwsCall Call) Read(Exchange exchange, AwsServiceRoutes routes)
    {
        var request = exchange.Request!;
        var service = routes.Service;
        AwsOperation operation;
        Dictionary<string, string> members = [];
        JsonObject body = [];
        XElement? document = null;
        switch (service.Protocol)
        {
            case AwsProtocol.Query or AwsProtocol.Ec2Query:
                members = exchange.Form ?? AwsRequestReader.Form(request);
                operation = FindByAction(members, routes);
                exchange.OperationName = operation.Name;
                CheckVersion(members, service);
                UnknownMembers.RefuseIn(members, service, operation);
                break;
            case AwsProtocol.Json:
                operation = FindByTarget(request, routes);
                exchange.OperationName = operation.Name;
                UnknownMembers.RefuseIn(AwsRequestReader.QueryPairs(request), service, operation);
                body = AwsRequestReader.Json(request);
                UnknownMembers.RefuseIn(body, service, operation);
                break;
            default:
                var (found, pathMembers) = routes.FindByRoute(request.Method, request.RawPath)
                    ?? throw NotEmulated($"{request.Method} {request.RawPath} is no emulated operation of the service '{service.SigningName}'.");
                operation = found;
                exchange.OperationName = operation.Name;
                var query = AwsRequestReader.QueryPairs(request);
                UnknownMembers.RefuseIn(query, service, operation);
                members = AwsRequestReader.QueryString(query);
                foreach (var (name, value) in pathMembers)
                {
                    members[name] = value;
                }

                if (service.Protocol == AwsProtocol.RestJson)
                {
                    body = AwsRequestReader.Json(request);
                    UnknownMembers.RefuseIn(body, service, operation);
                }
                else if (operation.Members.HasBody)
                {
                    document = AwsRequestReader.Xml(request);
                    UnknownMembers.RefuseIn(document, service, operation);
                }
                else
                {
                    UnknownMembers.RefuseBody(request, service, operation);
                }

                break;
        }

        return (operation, new AwsCall
        {
            Parameters = new AwsParameters(members),
            Body = body,
            Document = document,
            Caller = exchange.Caller?.Identity,
            Region = exchange.Region,
            AccountId = options.Value.AccountId,
            RequestId = exchange.RequestId,
            Http = request,
            ResolvedCaller = exchange.Caller,
        });
    }

    private static AwsOperation FindByAction(Dictionary<string, string> members, AwsServiceRoutes routes)
    {
        var action = members.GetValueOrDefault("Action")
            ?? throw new AwsException("MissingAction", "The request has no Action.");
        return routes.FindByAction(action)
            ?? throw NotEmulated($"The operation '{Shorten(action)}' of the service '{routes.Service.SigningName}' is not emulated.");
    }

    private static void CheckVersion(Dictionary<string, string> members, IAwsService service)
    {
        if (members.GetValueOrDefault("Version") is { } version && version != service.ApiVersion)
        {
            throw NotEmulated($"Version '{Shorten(version)}' of the service '{service.SigningName}' is not emulated; {service.ApiVersion} is.");
        }
    }

    private static AwsOperation FindByTarget(AwsHttpRequest request, AwsServiceRoutes routes)
    {
        // CertificateManager.ListCertificates
        var target = request.Headers.GetValueOrDefault(TargetHeader)
            ?? throw new AwsException("UnknownOperationException", "The request has no X-Amz-Target.");
        var dot = target.LastIndexOf('.');
        return dot >= 0 && target[..dot] == routes.Service.TargetPrefix && routes.FindByAction(target[(dot + 1)..]) is { } operation
            ? operation
            : throw NotEmulated($"The operation '{Shorten(target)}' of the service '{routes.Service.SigningName}' is not emulated.");
    }

    // Only for errors before the service is known: a form is a query call, a target makes it JSON, anything else is rest-json.
    private static AwsProtocol GuessProtocol(AwsHttpRequest request)
    {
        if (request.Headers.ContainsKey(TargetHeader))
        {
            return AwsProtocol.Json;
        }

        return (request.Headers.TryGetValue("content-type", out var type) && type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            || (request.RawPath is "/" or "" && request.RawQuery.Contains("Action=", StringComparison.Ordinal))
            ? AwsProtocol.Query
            : AwsProtocol.RestJson;
    }

    private static AwsException NotEmulated(string message) =>
        new("NotEmulated", message + " The emulator forwards nothing to AWS; docs/coverage.md lists what it has.", NotEmulatedStatus);

    private static AwsException InternalFault(Exchange exchange)
    {
        var code = exchange.Protocol switch
        {
            AwsProtocol.Ec2Query => "InternalError",
            AwsProtocol.RestJson => "ServerException",
            AwsProtocol.Json => "InternalServerException",
            _ => "InternalFailure",
        };
        return new AwsException(code, $"The emulator failed; its log has the reason under request id {exchange.RequestId}.", HttpStatusCode.InternalServerError);
    }

    private static string Shorten(string text) => text.Length <= 128 ? text : text[..128];

    private AwsResponse Fail(Exchange exchange, AwsException error)
    {
        exchange.Error = error;
        LogRefused(exchange.ServiceName, exchange.OperationName, error.Code, error.Message, exchange.RequestId);
        return AwsResponseWriter.Error(exchange.Protocol, exchange.Service?.XmlNamespace ?? "", error, exchange.RequestId);
    }

    private static async Task WriteAsync(HttpContext context, Exchange exchange, AwsResponse response)
    {
        Describe(exchange, response);
        context.Response.StatusCode = (int)response.Status;
        context.Response.ContentType = response.ContentType;
        context.Response.ContentLength = response.Body.Length;
        context.Response.Headers["x-amzn-RequestId"] = exchange.RequestId;
        if (response.ErrorType is { } errorType)
        {
            context.Response.Headers["x-amzn-ErrorType"] = errorType;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(response.Body, context.RequestAborted);
        }
    }

    // The server span is ASP.NET Core's; here it learns which call it was.
    private static void Describe(Exchange exchange, AwsResponse response)
    {
        if (Activity.Current is not { } span)
        {
            return;
        }

        span.DisplayName = $"{exchange.ServiceName}.{exchange.OperationName}";
        span.SetTag("rpc.system", "aws-api")
            .SetTag("rpc.service", exchange.ServiceName)
            .SetTag("rpc.method", exchange.OperationName)
            .SetTag("cloud.region", exchange.Region)
            .SetTag("aws.request_id", exchange.RequestId)
            .SetTag("aws.caller.arn", exchange.Caller?.Identity.Arn);
        if (exchange.Error is { } error)
        {
            span.SetTag("error.type", error.Code).SetTag("aws.error.message", error.Message);
            if ((int)response.Status >= 500)
            {
                span.SetStatus(ActivityStatusCode.Error, error.Code);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "AwsCallRefused", Message = "{Service}.{Operation} answered {Code}: {Reason} (request {RequestId})")]
    private partial void LogRefused(string service, string operation, string code, string reason, string requestId);

    [LoggerMessage(Level = LogLevel.Error, EventName = "AwsCallFailed", Message = "{Service}.{Operation} failed (request {RequestId})")]
    private partial void LogFault(Exception exception, string service, string operation, string requestId);

    [GeneratedRegex(@"^([a-z]{2}(-[a-z]{2,12}){1,3}-[0-9]{1,2}|aws-global)\z")]
    private static partial Regex RegionName();

    /// <summary>What is known of a call so far; an error is written with as much as there is.</summary>
    private sealed class Exchange
    {
        public required string RequestId { get; init; }

        public AwsHttpRequest? Request { get; set; }

        /// <summary>Members of the body, when they had to be read to find the service.</summary>
        public Dictionary<string, string>? Form { get; set; }

        /// <summary>Number of the last change that the call can have seen; beyond all, whatever there is, when it did not end well.</summary>
        public long LastChange { get; set; } = long.MaxValue;

        public IAwsService? Service { get; set; }

        public string ServiceName { get; set; } = "aws";

        public string OperationName { get; set; } = "unknown";

        public string Region { get; set; } = "";

        public AwsProtocol Protocol { get; set; } = AwsProtocol.RestJson;

        public ResolvedCaller? Caller { get; set; }

        public AwsException? Error { get; set; }
    }
}
