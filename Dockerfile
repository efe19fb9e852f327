# The durable engine with its HTTP interface; docker-compose.yml runs it with a database. Its settings: docs/settings.md.
FROM mcr.microsoft.com/dotnet/sdk:10.0.100 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY policies policies
COPY src/Scheduling.Domain src/Scheduling.Domain
COPY src/Scheduling.Host src/Scheduling.Host
# Style and analysers are the business of ./test.
RUN dotnet publish src/Scheduling.Host -c Release -o /program \
    -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12
WORKDIR /program
COPY --from=build /program .
# What a node keeps outside of its database: its keys, and notices where no server sends them.
RUN mkdir /keys /notices && chown "$APP_UID" /keys /notices
USER $APP_UID
ENV POCZEKALNIA_URL=http://0.0.0.0:5180 POCZEKALNIA_KEYS=/keys POCZEKALNIA_NOTICE_FOLDER=/notices
EXPOSE 5180
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["dotnet", "scheduling-host.dll", "health"]
# A node drains and ends what is in hand before it goes; docker waits as long as stop_grace_period says.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "scheduling-host.dll"]
