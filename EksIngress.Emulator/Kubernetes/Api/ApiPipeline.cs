using System.Diagnostics;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>Authentication, authorization, dispatch, and errors as <c>Status</c> objects.</summary>
internal sealed partial class ApiPipeline(
    Authenticator authenticator,
    RbacAuthorizer authorizer,
    ResourceHandlers resources,
    DiscoveryHandlers discovery,
    ObjectStore store,
    ILogger<ApiPipeline> logger)
{
    public async Task InvokeAsync(HttpContext http, CancellationToken stopping)
    {
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        http.RequestAborted = aborted.Token;
        http.Response.OnStarting(() => store.WhenWrittenAsync(http.RequestAborted));
        try
        {
            var request = ApiRequest.Parse(http.Request);
            var user = Impersonation.Apply(authenticator.Authenticate(http.Request.Headers.Authorization), http.Request.Headers, authorizer);
            Activity.Current?.SetTag("k8s.user", user.Name);
            Authorize(request, user);
            var call = new ApiCall(http, request, user);
            await (request.IsResource ? resources.InvokeAsync(call) : discovery.InvokeAsync(call));
        }
        catch (StatusException exception)
        {
            await WriteStatusAsync(http, exception);
        }
        catch (BadHttpRequestException exception)
        {
            await WriteStatusAsync(http, new(exception.StatusCode, exception.StatusCode == 413 ? "RequestEntityTooLarge" : "BadRequest", exception.Message));
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The client left, or the cluster stops.
        }
        catch (IOException) when (aborted.IsCancellationRequested)
        {
            // Likewise, seen by a write.
        }
#pragma warning disable CA1031 // The boundary of the request pipeline: a fault of ours must not take the server down.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(exception, http.Request.Method, http.Request.Path);
            await WriteStatusAsync(http, new(500, "InternalError", $"Internal error occurred: {exception.Message}"));
        }
    }

    private void Authorize(ApiRequest request, KubernetesUser user)
    {
        var access = request.Access;
        if (authorizer.IsAllowed(user, access))
        {
            return;
        }

        var details = new JsonObject();
        if (request.Name.Length > 0)
        {
            details["name"] = request.Name;
        }

        if (request.Group.Length > 0)
        {
            details["group"] = request.Group;
        }

        if (request.IsResource)
        {
            details["kind"] = request.Resource;
        }

        var subject = !request.IsResource ? "forbidden"
            : request.Group.Length == 0 ? request.Resource : $"{request.Resource}.{request.Group}";
        var named = request.Name.Length > 0 && request.IsResource ? $" \"{request.Name}\"" : "";
        var message = request.IsResource
            ? $"{subject}{named} is forbidden: {RbacAuthorizer.Describe(user, access)}"
            : $"forbidden: {RbacAuthorizer.Describe(user, access)}";
        throw new StatusException(403, "Forbidden", message, details);
    }

    private static async Task WriteStatusAsync(HttpContext http, StatusException exception)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        await ApiCall.WriteAsync(http, exception.ToStatus(), exception.Code);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed", EventName = "KubernetesRequestFailed")]
    private partial void LogFailed(Exception exception, string method, string path);
}
