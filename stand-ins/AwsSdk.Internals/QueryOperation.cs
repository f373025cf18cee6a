#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>One operation of the query protocol (IAM, Elastic Load Balancing, STS): form parameters there, XML back.</summary>
internal sealed class QueryOperation<TResponse>(AwsService service, string name, params Type[] errors)
    : XmlMessages(service, errors), IMarshaller<IRequest, AmazonWebServiceRequest>
    where TResponse : AmazonWebServiceResponse, new()
{
    internal InvokeOptions Options => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, Service.Name);
        request.Parameters.Add("Action", name);
        request.Parameters.Add("Version", Service.ApiVersion);
        QueryWriter.Write(request.Parameters, input);
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var root = XmlValues.Load(context.Stream);
        var response = new TResponse();
        if (XmlValues.Child(root, name + "Result") is { } result)
        {
            XmlValues.Fill(response, result);
        }

        var requestId = XmlValues.Child(root, "ResponseMetadata") is { } metadata ? XmlValues.ChildText(metadata, "RequestId") : null;
        response.ResponseMetadata = new ResponseMetadata { RequestId = requestId };
        return response;
    }
}
