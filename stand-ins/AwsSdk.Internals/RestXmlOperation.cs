#nullable enable
using System.Collections;
using System.Text;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EksIngress.StandIns.Aws;

/// <summary>
/// One operation of the REST-XML protocol (Route 53). Its route names properties of the request:
/// <c>/2013-04-01/hostedzone/{HostedZoneId}/rrset?StartRecordName&amp;MaxItems</c>; what it does not name is the body.
/// </summary>
/// <typeparam name="TResponse">What is answered: the members of the document's root.</typeparam>
internal sealed class RestXmlOperation<TResponse> : XmlMessages, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TResponse : AmazonWebServiceResponse, new()
{
    private readonly string _method;
    private readonly string _path;
    private readonly string[] _pathMembers;
    private readonly string[] _queryMembers;
    private readonly XNamespace _namespace;

    /// <param name="xmlNamespace">Of the body.</param>
    internal RestXmlOperation(AwsService service, string xmlNamespace, string method, string route, params Type[] errors)
        : base(service, errors)
    {
        _namespace = xmlNamespace;
        _method = method;
        var parts = route.Split('?');
        _path = parts[0];
        _pathMembers = [.. _path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment[1..^1])];
        _queryMembers = parts.Length > 1 ? parts[1].Split('&') : [];
    }

    internal InvokeOptions Options => new() { RequestMarshaller = this, ResponseUnmarshaller = this };

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var request = new DefaultRequest(input, Service.Name) { HttpMethod = _method, ResourcePath = _path };
        var shape = Shape.Of(input.GetType());
        foreach (var name in _pathMembers)
        {
            // An id is answered with its kind in front, /hostedzone/Z1, and may be given back so.
            request.AddPathResource("{" + name + "}", Values.Format(GetRequired(shape, name, input)).Split('/')[^1]);
        }

        foreach (var member in _queryMembers.Select(shape.GetMember))
        {
            if (member.FindValue(input) is { } value)
            {
                request.Parameters.Add(member.QueryName, Values.Format(value));
            }
        }

        request.UseQueryString = _queryMembers.Length > 0;
        if (_method == "POST")
        {
            request.Headers["Content-Type"] = "application/xml";
            var root = new XElement(_namespace + input.GetType().Name, Write(
                input, shape.Members.Where(member => !_pathMembers.Contains(member.PropertyName) && !_queryMembers.Contains(member.PropertyName))));
            request.Content = Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
        }

        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = new TResponse();
        XmlValues.Fill(response, XmlValues.Load(context.Stream));
        var requestId = context.ResponseData.IsHeaderPresent("x-amzn-RequestId") ? context.ResponseData.GetHeaderValue("x-amzn-RequestId") : null;
        response.ResponseMetadata = new ResponseMetadata { RequestId = requestId };
        return response;
    }

    private List<XElement> Write(object structure, IEnumerable<ShapeMember> members) =>
    [
        .. members
            .Select(member => (member.QueryName, Value: member.FindValue(structure)))
            .Where(member => member.Value is not null)
            .Select(member => new XElement(_namespace + member.QueryName, Content(member.Value!))),
    ];

    // Items of a list are named as their type is.
    private object Content(object value) => value switch
    {
        _ when Values.IsScalar(value) => Values.Format(value),
        IList list => list.Cast<object>().Select(item => new XElement(_namespace + item.GetType().Name, Content(item))).ToList(),
        _ => Write(value, Shape.Of(value.GetType()).Members),
    };

    private object GetRequired(Shape shape, string name, object input)
    {
        var value = shape.GetMember(name).FindValue(input);
        return value is null or ""
            ? throw (AmazonServiceException)Activator.CreateInstance(
                Service.ExceptionType, $"Request object does not have required field {name} set")!
            : value;
    }
}
