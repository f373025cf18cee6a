#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace EksIngress.StandIns.Aws;

/// <summary>Signature version 4 for every operation, except those that carry their own proof of identity.</summary>
internal sealed class AuthSchemeHandler(params string[] unsignedRequests) : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        return unsignedRequests.Contains(executionContext.RequestContext.OriginalRequest.GetType().Name)
            ? AuthSchemeOption.DEFAULT_NOAUTH
            : AuthSchemeOption.DEFAULT_SIGV4;
    }
}
