#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>One operation of the JSON protocol (ACM, ECR): the whole request is the body, a header names the operation.</summary>
/// <param name="target">For example <c>CertificateManager.ListCertificates</c>.</param>
internal sealed class JsonOperation<TResponse>(AwsService service, string target, params Type[] errors)
    : JsonMessages<TResponse>(service, errors), IMarshaller<IRequest, AmazonWebServiceRequest>
    where TResponse : AmazonWebServiceResponse, new()
{
    internal InvokeOptions Options => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var request = new DefaultRequest(input, Service.Name) { HttpMethod = "POST", ResourcePath = "/" };
        request.Headers["X-Amz-Target"] = target;
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        request.Headers["x-amz-api-version"] = Service.ApiVersion;
        request.Content = JsonValues.Write(input, Shape.Of(input.GetType()).Members);
        return request;
    }
}
