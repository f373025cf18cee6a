#nullable enable
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>One operation of the query protocol (IAM, Elastic Load Balancing, STS): form parameters there, XML back.</summary>
internal sealed class QueryOperation<TResponse>(AwsService service, string name, params Type[] errors)
    : XmlResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TResponse : AmazonWebServiceResponse, new()
{
    internal InvokeOptions Options => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service.Name);
        request.Parameters.Add("Action", name);
        request.Parameters.Add("Version", service.ApiVersion);
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

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(context);
        var root = FindErrorDocument(context.Stream);
        // <ErrorResponse><Error><Type/><Code/><Message/></Error><RequestId/></ErrorResponse>
        var error = root is null ? null : XmlValues.Child(root, "Error");
        var type = error is not null && Enum.TryParse<ErrorType>(XmlValues.ChildText(error, "Type"), out var parsed)
            ? parsed
            : ErrorType.Unknown;
        var exception = service.CreateException(
            new AwsError(
                statusCode,
                error is null ? null : XmlValues.ChildText(error, "Code"),
                error is null ? null : XmlValues.ChildText(error, "Message"),
                type,
                root is null ? null : XmlValues.ChildText(root, "RequestId")),
            errors,
            innerException);
        if (error is not null)
        {
            XmlValues.Fill(exception, error);
        }

        return exception;
    }

    // What stands between client and service (a proxy, a gateway) answers HTML or nothing; the status is then all we know.
    private static XElement? FindErrorDocument(Stream stream)
    {
        try
        {
            return XmlValues.Load(stream);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
